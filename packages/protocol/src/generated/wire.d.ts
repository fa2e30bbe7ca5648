import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace triad. */
export namespace triad {

    /**
     * Properties of a Transaction.
     * @deprecated Use triad.Transaction.$Properties instead.
     */
    interface ITransaction extends triad.Transaction.$Properties {
    }

    /** Represents a Transaction. */
    class Transaction {

        /**
         * Constructs a new Transaction.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Transaction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Transaction version. */
        version: number;

        /** Transaction inputs. */
        inputs: triad.Input.$Properties[];

        /** Transaction outputs. */
        outputs: triad.Output.$Properties[];

        /** Transaction lockHeight. */
        lockHeight: number;

        /** Transaction memo. */
        memo: Uint8Array;

        /** Transaction signatures. */
        signatures: Uint8Array;

        /**
         * Encodes the specified Transaction message. Does not implicitly {@link triad.Transaction.verify|verify} messages.
         * @param message Transaction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Transaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Transaction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Transaction & triad.Transaction.$Shape} Transaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Transaction & triad.Transaction.$Shape;
    }

    namespace Transaction {

        /** Properties of a Transaction. */
        interface $Properties {

            /** Transaction version */
            version?: (number|null);

            /** Transaction inputs */
            inputs?: (triad.Input.$Properties[]|null);

            /** Transaction outputs */
            outputs?: (triad.Output.$Properties[]|null);

            /** Transaction lockHeight */
            lockHeight?: (number|null);

            /** Transaction memo */
            memo?: (Uint8Array|null);

            /** Transaction signatures */
            signatures?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Transaction. */
        type $Shape = triad.Transaction.$Properties;
    }

    /**
     * Properties of an Input.
     * @deprecated Use triad.Input.$Properties instead.
     */
    interface IInput extends triad.Input.$Properties {
    }

    /** Represents an Input. */
    class Input {

        /**
         * Constructs a new Input.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Input.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Input txid. */
        txid: Uint8Array;

        /** Input index. */
        index: number;

        /**
         * Encodes the specified Input message. Does not implicitly {@link triad.Input.verify|verify} messages.
         * @param message Input message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Input.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Input message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Input & triad.Input.$Shape} Input
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Input & triad.Input.$Shape;
    }

    namespace Input {

        /** Properties of an Input. */
        interface $Properties {

            /** Input txid */
            txid?: (Uint8Array|null);

            /** Input index */
            index?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Input. */
        type $Shape = triad.Input.$Properties;
    }

    /**
     * Properties of an Output.
     * @deprecated Use triad.Output.$Properties instead.
     */
    interface IOutput extends triad.Output.$Properties {
    }

    /** Represents an Output. */
    class Output {

        /**
         * Constructs a new Output.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Output.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Output amount. */
        amount: number;

        /** Output key. */
        key: Uint8Array;

        /**
         * Encodes the specified Output message. Does not implicitly {@link triad.Output.verify|verify} messages.
         * @param message Output message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Output.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Output message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Output & triad.Output.$Shape} Output
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Output & triad.Output.$Shape;
    }

    namespace Output {

        /** Properties of an Output. */
        interface $Properties {

            /** Output amount */
            amount?: (number|null);

            /** Output key */
            key?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Output. */
        type $Shape = triad.Output.$Properties;
    }

    /**
     * Properties of a Block.
     * @deprecated Use triad.Block.$Properties instead.
     */
    interface IBlock extends triad.Block.$Properties {
    }

    /** Represents a Block. */
    class Block {

        /**
         * Constructs a new Block.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Block.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Block header. */
        header: Uint8Array;

        /** Block commitments. */
        commitments: Uint8Array;

        /** Block transactions. */
        transactions: Uint8Array[];

        /**
         * Encodes the specified Block message. Does not implicitly {@link triad.Block.verify|verify} messages.
         * @param message Block message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Block.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Block message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Block & triad.Block.$Shape} Block
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Block & triad.Block.$Shape;
    }

    namespace Block {

        /** Properties of a Block. */
        interface $Properties {

            /** Block header */
            header?: (Uint8Array|null);

            /** Block commitments */
            commitments?: (Uint8Array|null);

            /** Block transactions */
            transactions?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Block. */
        type $Shape = triad.Block.$Properties;
    }

    /**
     * Properties of a ConsensusParams.
     * @deprecated Use triad.ConsensusParams.$Properties instead.
     */
    interface IConsensusParams extends triad.ConsensusParams.$Properties {
    }

    /** Represents a ConsensusParams. */
    class ConsensusParams {

        /**
         * Constructs a new ConsensusParams.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.ConsensusParams.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConsensusParams spacing. */
        spacing: number;

        /** ConsensusParams halfLife. */
        halfLife: number;

        /** ConsensusParams easiestBits. */
        easiestBits: number;

        /** ConsensusParams subsidy. */
        subsidy: number;

        /** ConsensusParams halvingInterval. */
        halvingInterval: number;

        /** ConsensusParams coinbaseMaturity. */
        coinbaseMaturity: number;

        /** ConsensusParams maxBlockBytes. */
        maxBlockBytes: number;

        /** ConsensusParams genesisTime. */
        genesisTime: number;

        /** ConsensusParams genesisBits. */
        genesisBits: number;

        /** ConsensusParams genesisMessage. */
        genesisMessage: string;

        /** ConsensusParams premine. */
        premine: triad.Output.$Properties[];

        /**
         * Encodes the specified ConsensusParams message. Does not implicitly {@link triad.ConsensusParams.verify|verify} messages.
         * @param message ConsensusParams message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.ConsensusParams.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConsensusParams message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.ConsensusParams & triad.ConsensusParams.$Shape} ConsensusParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.ConsensusParams & triad.ConsensusParams.$Shape;
    }

    namespace ConsensusParams {

        /** Properties of a ConsensusParams. */
        interface $Properties {

            /** ConsensusParams spacing */
            spacing?: (number|null);

            /** ConsensusParams halfLife */
            halfLife?: (number|null);

            /** ConsensusParams easiestBits */
            easiestBits?: (number|null);

            /** ConsensusParams subsidy */
            subsidy?: (number|null);

            /** ConsensusParams halvingInterval */
            halvingInterval?: (number|null);

            /** ConsensusParams coinbaseMaturity */
            coinbaseMaturity?: (number|null);

            /** ConsensusParams maxBlockBytes */
            maxBlockBytes?: (number|null);

            /** ConsensusParams genesisTime */
            genesisTime?: (number|null);

            /** ConsensusParams genesisBits */
            genesisBits?: (number|null);

            /** ConsensusParams genesisMessage */
            genesisMessage?: (string|null);

            /** ConsensusParams premine */
            premine?: (triad.Output.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConsensusParams. */
        type $Shape = triad.ConsensusParams.$Properties;
    }

    /**
     * Properties of an Envelope.
     * @deprecated Use triad.Envelope.$Properties instead.
     */
    interface IEnvelope extends triad.Envelope.$Properties {
    }

    /** Represents an Envelope. */
    class Envelope {

        /**
         * Constructs a new Envelope.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Envelope.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Envelope hello. */
        hello?: (triad.Hello.$Properties|null);

        /** Envelope helloProof. */
        helloProof?: (triad.HelloProof.$Properties|null);

        /** Envelope ping. */
        ping?: (triad.Ping.$Properties|null);

        /** Envelope pong. */
        pong?: (triad.Pong.$Properties|null);

        /** Envelope getAddresses. */
        getAddresses?: (triad.GetAddresses.$Properties|null);

        /** Envelope addresses. */
        addresses?: (triad.Addresses.$Properties|null);

        /** Envelope getHeaders. */
        getHeaders?: (triad.GetHeaders.$Properties|null);

        /** Envelope headers. */
        headers?: (triad.Headers.$Properties|null);

        /** Envelope inventory. */
        inventory?: (triad.Inventory.$Properties|null);

        /** Envelope getTransactions. */
        getTransactions?: (triad.GetTransactions.$Properties|null);

        /** Envelope transactions. */
        transactions?: (triad.Transactions.$Properties|null);

        /** Envelope blockAnnouncement. */
        blockAnnouncement?: (triad.BlockAnnouncement.$Properties|null);

        /** Envelope compactBlock. */
        compactBlock?: (triad.CompactBlock.$Properties|null);

        /** Envelope getBlockTransactions. */
        getBlockTransactions?: (triad.GetBlockTransactions.$Properties|null);

        /** Envelope blockTransactions. */
        blockTransactions?: (triad.BlockTransactions.$Properties|null);

        /** Envelope getBlocks. */
        getBlocks?: (triad.GetBlocks.$Properties|null);

        /** Envelope blockReply. */
        blockReply?: (triad.BlockReply.$Properties|null);

        /** Envelope blocksNotFound. */
        blocksNotFound?: (triad.BlocksNotFound.$Properties|null);

        /** Envelope accessRequest. */
        accessRequest?: (triad.AccessRequest.$Properties|null);

        /** Envelope accessReply. */
        accessReply?: (triad.AccessReply.$Properties|null);

        /** Envelope notice. */
        notice?: (triad.Notice.$Properties|null);

        /** Envelope getFilters. */
        getFilters?: (triad.GetFilters.$Properties|null);

        /** Envelope filters. */
        filters?: (triad.Filters.$Properties|null);

        /** Envelope getTransactionProof. */
        getTransactionProof?: (triad.GetTransactionProof.$Properties|null);

        /** Envelope transactionProof. */
        transactionProof?: (triad.TransactionProof.$Properties|null);

        /** Envelope proofNotFound. */
        proofNotFound?: (triad.ProofNotFound.$Properties|null);

        /** Envelope message. */
        message?: ("hello"|"helloProof"|"ping"|"pong"|"getAddresses"|"addresses"|"getHeaders"|"headers"|"inventory"|"getTransactions"|"transactions"|"blockAnnouncement"|"compactBlock"|"getBlockTransactions"|"blockTransactions"|"getBlocks"|"blockReply"|"blocksNotFound"|"accessRequest"|"accessReply"|"notice"|"getFilters"|"filters"|"getTransactionProof"|"transactionProof"|"proofNotFound");

        /**
         * Encodes the specified Envelope message. Does not implicitly {@link triad.Envelope.verify|verify} messages.
         * @param message Envelope message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Envelope message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Envelope & triad.Envelope.$Shape} Envelope
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Envelope & triad.Envelope.$Shape;
    }

    namespace Envelope {

        /** Properties of an Envelope. */
        interface $Properties {

            /** Envelope hello */
            hello?: (triad.Hello.$Properties|null);

            /** Envelope helloProof */
            helloProof?: (triad.HelloProof.$Properties|null);

            /** Envelope ping */
            ping?: (triad.Ping.$Properties|null);

            /** Envelope pong */
            pong?: (triad.Pong.$Properties|null);

            /** Envelope getAddresses */
            getAddresses?: (triad.GetAddresses.$Properties|null);

            /** Envelope addresses */
            addresses?: (triad.Addresses.$Properties|null);

            /** Envelope getHeaders */
            getHeaders?: (triad.GetHeaders.$Properties|null);

            /** Envelope headers */
            headers?: (triad.Headers.$Properties|null);

            /** Envelope inventory */
            inventory?: (triad.Inventory.$Properties|null);

            /** Envelope getTransactions */
            getTransactions?: (triad.GetTransactions.$Properties|null);

            /** Envelope transactions */
            transactions?: (triad.Transactions.$Properties|null);

            /** Envelope blockAnnouncement */
            blockAnnouncement?: (triad.BlockAnnouncement.$Properties|null);

            /** Envelope compactBlock */
            compactBlock?: (triad.CompactBlock.$Properties|null);

            /** Envelope getBlockTransactions */
            getBlockTransactions?: (triad.GetBlockTransactions.$Properties|null);

            /** Envelope blockTransactions */
            blockTransactions?: (triad.BlockTransactions.$Properties|null);

            /** Envelope getBlocks */
            getBlocks?: (triad.GetBlocks.$Properties|null);

            /** Envelope blockReply */
            blockReply?: (triad.BlockReply.$Properties|null);

            /** Envelope blocksNotFound */
            blocksNotFound?: (triad.BlocksNotFound.$Properties|null);

            /** Envelope accessRequest */
            accessRequest?: (triad.AccessRequest.$Properties|null);

            /** Envelope accessReply */
            accessReply?: (triad.AccessReply.$Properties|null);

            /** Envelope notice */
            notice?: (triad.Notice.$Properties|null);

            /** Envelope getFilters */
            getFilters?: (triad.GetFilters.$Properties|null);

            /** Envelope filters */
            filters?: (triad.Filters.$Properties|null);

            /** Envelope getTransactionProof */
            getTransactionProof?: (triad.GetTransactionProof.$Properties|null);

            /** Envelope transactionProof */
            transactionProof?: (triad.TransactionProof.$Properties|null);

            /** Envelope proofNotFound */
            proofNotFound?: (triad.ProofNotFound.$Properties|null);

            /** Envelope message */
            message?: ("hello"|"helloProof"|"ping"|"pong"|"getAddresses"|"addresses"|"getHeaders"|"headers"|"inventory"|"getTransactions"|"transactions"|"blockAnnouncement"|"compactBlock"|"getBlockTransactions"|"blockTransactions"|"getBlocks"|"blockReply"|"blocksNotFound"|"accessRequest"|"accessReply"|"notice"|"getFilters"|"filters"|"getTransactionProof"|"transactionProof"|"proofNotFound");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of an Envelope. */
        type $Shape = {
          hello?: triad.Hello.$Shape|null;
          helloProof?: triad.HelloProof.$Shape|null;
          ping?: triad.Ping.$Shape|null;
          pong?: triad.Pong.$Shape|null;
          getAddresses?: triad.GetAddresses.$Shape|null;
          addresses?: triad.Addresses.$Shape|null;
          getHeaders?: triad.GetHeaders.$Shape|null;
          headers?: triad.Headers.$Shape|null;
          inventory?: triad.Inventory.$Shape|null;
          getTransactions?: triad.GetTransactions.$Shape|null;
          transactions?: triad.Transactions.$Shape|null;
          blockAnnouncement?: triad.BlockAnnouncement.$Shape|null;
          compactBlock?: triad.CompactBlock.$Shape|null;
          getBlockTransactions?: triad.GetBlockTransactions.$Shape|null;
          blockTransactions?: triad.BlockTransactions.$Shape|null;
          getBlocks?: triad.GetBlocks.$Shape|null;
          blockReply?: triad.BlockReply.$Shape|null;
          blocksNotFound?: triad.BlocksNotFound.$Shape|null;
          accessRequest?: triad.AccessRequest.$Shape|null;
          accessReply?: triad.AccessReply.$Shape|null;
          notice?: triad.Notice.$Shape|null;
          getFilters?: triad.GetFilters.$Shape|null;
          filters?: triad.Filters.$Shape|null;
          getTransactionProof?: triad.GetTransactionProof.$Shape|null;
          transactionProof?: triad.TransactionProof.$Shape|null;
          proofNotFound?: triad.ProofNotFound.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "hello"; hello: triad.Hello.$Shape; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "helloProof"; hello?: null; helloProof: triad.HelloProof.$Shape; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "ping"; hello?: null; helloProof?: null; ping: triad.Ping.$Shape; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "pong"; hello?: null; helloProof?: null; ping?: null; pong: triad.Pong.$Shape; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getAddresses"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses: triad.GetAddresses.$Shape; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "addresses"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses: triad.Addresses.$Shape; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getHeaders"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders: triad.GetHeaders.$Shape; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "headers"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers: triad.Headers.$Shape; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "inventory"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory: triad.Inventory.$Shape; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions: triad.GetTransactions.$Shape; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "transactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions: triad.Transactions.$Shape; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockAnnouncement"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement: triad.BlockAnnouncement.$Shape; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "compactBlock"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock: triad.CompactBlock.$Shape; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getBlockTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions: triad.GetBlockTransactions.$Shape; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions: triad.BlockTransactions.$Shape; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getBlocks"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks: triad.GetBlocks.$Shape; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockReply"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply: triad.BlockReply.$Shape; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blocksNotFound"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound: triad.BlocksNotFound.$Shape; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "accessRequest"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest: triad.AccessRequest.$Shape; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "accessReply"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply: triad.AccessReply.$Shape; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "notice"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice: triad.Notice.$Shape; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getFilters"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters: triad.GetFilters.$Shape; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "filters"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters: triad.Filters.$Shape; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getTransactionProof"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof: triad.GetTransactionProof.$Shape; transactionProof?: null; proofNotFound?: null }|{ message?: "transactionProof"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof: triad.TransactionProof.$Shape; proofNotFound?: null }|{ message?: "proofNotFound"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound: triad.ProofNotFound.$Shape })
        );
    }

    /** Role enum. */
    enum Role {

        /** ROLE_UNSPECIFIED value */
        ROLE_UNSPECIFIED = 0,

        /** FULL_NODE value */
        FULL_NODE = 1,

        /** MINER value */
        MINER = 2,

        /** LIGHT_NODE value */
        LIGHT_NODE = 3
    }

    /**
     * Properties of a Hello.
     * @deprecated Use triad.Hello.$Properties instead.
     */
    interface IHello extends triad.Hello.$Properties {
    }

    /** Represents a Hello. */
    class Hello {

        /**
         * Constructs a new Hello.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Hello.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hello version. */
        version: number;

        /** Hello chainId. */
        chainId: Uint8Array;

        /** Hello role. */
        role: triad.Role;

        /** Hello services. */
        services: number;

        /** Hello nodeKey. */
        nodeKey: Uint8Array;

        /** Hello nonce. */
        nonce: Uint8Array;

        /** Hello userAgent. */
        userAgent: string;

        /** Hello height. */
        height: number;

        /** Hello work. */
        work: Uint8Array;

        /** Hello listenHost. */
        listenHost: string;

        /** Hello listenPort. */
        listenPort: number;

        /** Hello time. */
        time: number;

        /** Hello listenTls. */
        listenTls: boolean;

        /**
         * Encodes the specified Hello message. Does not implicitly {@link triad.Hello.verify|verify} messages.
         * @param message Hello message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hello message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Hello & triad.Hello.$Shape} Hello
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Hello & triad.Hello.$Shape;
    }

    namespace Hello {

        /** Properties of a Hello. */
        interface $Properties {

            /** Hello version */
            version?: (number|null);

            /** Hello chainId */
            chainId?: (Uint8Array|null);

            /** Hello role */
            role?: (triad.Role|null);

            /** Hello services */
            services?: (number|null);

            /** Hello nodeKey */
            nodeKey?: (Uint8Array|null);

            /** Hello nonce */
            nonce?: (Uint8Array|null);

            /** Hello userAgent */
            userAgent?: (string|null);

            /** Hello height */
            height?: (number|null);

            /** Hello work */
            work?: (Uint8Array|null);

            /** Hello listenHost */
            listenHost?: (string|null);

            /** Hello listenPort */
            listenPort?: (number|null);

            /** Hello time */
            time?: (number|null);

            /** Hello listenTls */
            listenTls?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hello. */
        type $Shape = triad.Hello.$Properties;
    }

    /**
     * Properties of a HelloProof.
     * @deprecated Use triad.HelloProof.$Properties instead.
     */
    interface IHelloProof extends triad.HelloProof.$Properties {
    }

    /** Represents a HelloProof. */
    class HelloProof {

        /**
         * Constructs a new HelloProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.HelloProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HelloProof signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified HelloProof message. Does not implicitly {@link triad.HelloProof.verify|verify} messages.
         * @param message HelloProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.HelloProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HelloProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.HelloProof & triad.HelloProof.$Shape} HelloProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.HelloProof & triad.HelloProof.$Shape;
    }

    namespace HelloProof {

        /** Properties of a HelloProof. */
        interface $Properties {

            /** HelloProof signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HelloProof. */
        type $Shape = triad.HelloProof.$Properties;
    }

    /**
     * Properties of a Ping.
     * @deprecated Use triad.Ping.$Properties instead.
     */
    interface IPing extends triad.Ping.$Properties {
    }

    /** Represents a Ping. */
    class Ping {

        /**
         * Constructs a new Ping.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Ping.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Ping nonce. */
        nonce: Uint8Array;

        /**
         * Encodes the specified Ping message. Does not implicitly {@link triad.Ping.verify|verify} messages.
         * @param message Ping message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Ping message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Ping & triad.Ping.$Shape} Ping
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Ping & triad.Ping.$Shape;
    }

    namespace Ping {

        /** Properties of a Ping. */
        interface $Properties {

            /** Ping nonce */
            nonce?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Ping. */
        type $Shape = triad.Ping.$Properties;
    }

    /**
     * Properties of a Pong.
     * @deprecated Use triad.Pong.$Properties instead.
     */
    interface IPong extends triad.Pong.$Properties {
    }

    /** Represents a Pong. */
    class Pong {

        /**
         * Constructs a new Pong.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Pong.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Pong nonce. */
        nonce: Uint8Array;

        /**
         * Encodes the specified Pong message. Does not implicitly {@link triad.Pong.verify|verify} messages.
         * @param message Pong message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Pong message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Pong & triad.Pong.$Shape} Pong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Pong & triad.Pong.$Shape;
    }

    namespace Pong {

        /** Properties of a Pong. */
        interface $Properties {

            /** Pong nonce */
            nonce?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Pong. */
        type $Shape = triad.Pong.$Properties;
    }

    /**
     * Properties of a GetAddresses.
     * @deprecated Use triad.GetAddresses.$Properties instead.
     */
    interface IGetAddresses extends triad.GetAddresses.$Properties {
    }

    /** Represents a GetAddresses. */
    class GetAddresses {

        /**
         * Constructs a new GetAddresses.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetAddresses.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified GetAddresses message. Does not implicitly {@link triad.GetAddresses.verify|verify} messages.
         * @param message GetAddresses message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetAddresses.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetAddresses message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetAddresses & triad.GetAddresses.$Shape} GetAddresses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetAddresses & triad.GetAddresses.$Shape;
    }

    namespace GetAddresses {

        /** Properties of a GetAddresses. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetAddresses. */
        type $Shape = triad.GetAddresses.$Properties;
    }

    /**
     * Properties of an Addresses.
     * @deprecated Use triad.Addresses.$Properties instead.
     */
    interface IAddresses extends triad.Addresses.$Properties {
    }

    /** Represents an Addresses. */
    class Addresses {

        /**
         * Constructs a new Addresses.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Addresses.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Addresses addresses. */
        addresses: triad.Address.$Properties[];

        /**
         * Encodes the specified Addresses message. Does not implicitly {@link triad.Addresses.verify|verify} messages.
         * @param message Addresses message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Addresses.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Addresses message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Addresses & triad.Addresses.$Shape} Addresses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Addresses & triad.Addresses.$Shape;
    }

    namespace Addresses {

        /** Properties of an Addresses. */
        interface $Properties {

            /** Addresses addresses */
            addresses?: (triad.Address.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Addresses. */
        type $Shape = triad.Addresses.$Properties;
    }

    /**
     * Properties of an Address.
     * @deprecated Use triad.Address.$Properties instead.
     */
    interface IAddress extends triad.Address.$Properties {
    }

    /** Represents an Address. */
    class Address {

        /**
         * Constructs a new Address.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Address.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Address host. */
        host: string;

        /** Address port. */
        port: number;

        /** Address role. */
        role: triad.Role;

        /** Address tls. */
        tls: boolean;

        /**
         * Encodes the specified Address message. Does not implicitly {@link triad.Address.verify|verify} messages.
         * @param message Address message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Address.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Address message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Address & triad.Address.$Shape} Address
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Address & triad.Address.$Shape;
    }

    namespace Address {

        /** Properties of an Address. */
        interface $Properties {

            /** Address host */
            host?: (string|null);

            /** Address port */
            port?: (number|null);

            /** Address role */
            role?: (triad.Role|null);

            /** Address tls */
            tls?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Address. */
        type $Shape = triad.Address.$Properties;
    }

    /**
     * Properties of a GetHeaders.
     * @deprecated Use triad.GetHeaders.$Properties instead.
     */
    interface IGetHeaders extends triad.GetHeaders.$Properties {
    }

    /** Represents a GetHeaders. */
    class GetHeaders {

        /**
         * Constructs a new GetHeaders.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetHeaders.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetHeaders locator. */
        locator: Uint8Array;

        /** GetHeaders stop. */
        stop: Uint8Array;

        /**
         * Encodes the specified GetHeaders message. Does not implicitly {@link triad.GetHeaders.verify|verify} messages.
         * @param message GetHeaders message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetHeaders.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetHeaders message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetHeaders & triad.GetHeaders.$Shape} GetHeaders
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetHeaders & triad.GetHeaders.$Shape;
    }

    namespace GetHeaders {

        /** Properties of a GetHeaders. */
        interface $Properties {

            /** GetHeaders locator */
            locator?: (Uint8Array|null);

            /** GetHeaders stop */
            stop?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetHeaders. */
        type $Shape = triad.GetHeaders.$Properties;
    }

    /**
     * Properties of a Headers.
     * @deprecated Use triad.Headers.$Properties instead.
     */
    interface IHeaders extends triad.Headers.$Properties {
    }

    /** Represents a Headers. */
    class Headers {

        /**
         * Constructs a new Headers.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Headers.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Headers headers. */
        headers: Uint8Array;

        /**
         * Encodes the specified Headers message. Does not implicitly {@link triad.Headers.verify|verify} messages.
         * @param message Headers message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Headers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Headers message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Headers & triad.Headers.$Shape} Headers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Headers & triad.Headers.$Shape;
    }

    namespace Headers {

        /** Properties of a Headers. */
        interface $Properties {

            /** Headers headers */
            headers?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Headers. */
        type $Shape = triad.Headers.$Properties;
    }

    /**
     * Properties of an Inventory.
     * @deprecated Use triad.Inventory.$Properties instead.
     */
    interface IInventory extends triad.Inventory.$Properties {
    }

    /** Represents an Inventory. */
    class Inventory {

        /**
         * Constructs a new Inventory.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Inventory.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Inventory wtxids. */
        wtxids: Uint8Array;

        /**
         * Encodes the specified Inventory message. Does not implicitly {@link triad.Inventory.verify|verify} messages.
         * @param message Inventory message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Inventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Inventory message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Inventory & triad.Inventory.$Shape} Inventory
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Inventory & triad.Inventory.$Shape;
    }

    namespace Inventory {

        /** Properties of an Inventory. */
        interface $Properties {

            /** Inventory wtxids */
            wtxids?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Inventory. */
        type $Shape = triad.Inventory.$Properties;
    }

    /**
     * Properties of a GetTransactions.
     * @deprecated Use triad.GetTransactions.$Properties instead.
     */
    interface IGetTransactions extends triad.GetTransactions.$Properties {
    }

    /** Represents a GetTransactions. */
    class GetTransactions {

        /**
         * Constructs a new GetTransactions.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetTransactions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetTransactions wtxids. */
        wtxids: Uint8Array;

        /**
         * Encodes the specified GetTransactions message. Does not implicitly {@link triad.GetTransactions.verify|verify} messages.
         * @param message GetTransactions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetTransactions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetTransactions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetTransactions & triad.GetTransactions.$Shape} GetTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetTransactions & triad.GetTransactions.$Shape;
    }

    namespace GetTransactions {

        /** Properties of a GetTransactions. */
        interface $Properties {

            /** GetTransactions wtxids */
            wtxids?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetTransactions. */
        type $Shape = triad.GetTransactions.$Properties;
    }

    /**
     * Properties of a Transactions.
     * @deprecated Use triad.Transactions.$Properties instead.
     */
    interface ITransactions extends triad.Transactions.$Properties {
    }

    /** Represents a Transactions. */
    class Transactions {

        /**
         * Constructs a new Transactions.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Transactions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Transactions transactions. */
        transactions: Uint8Array[];

        /**
         * Encodes the specified Transactions message. Does not implicitly {@link triad.Transactions.verify|verify} messages.
         * @param message Transactions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Transactions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Transactions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Transactions & triad.Transactions.$Shape} Transactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Transactions & triad.Transactions.$Shape;
    }

    namespace Transactions {

        /** Properties of a Transactions. */
        interface $Properties {

            /** Transactions transactions */
            transactions?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Transactions. */
        type $Shape = triad.Transactions.$Properties;
    }

    /**
     * Properties of a BlockAnnouncement.
     * @deprecated Use triad.BlockAnnouncement.$Properties instead.
     */
    interface IBlockAnnouncement extends triad.BlockAnnouncement.$Properties {
    }

    /** Represents a BlockAnnouncement. */
    class BlockAnnouncement {

        /**
         * Constructs a new BlockAnnouncement.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.BlockAnnouncement.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockAnnouncement header. */
        header: Uint8Array;

        /**
         * Encodes the specified BlockAnnouncement message. Does not implicitly {@link triad.BlockAnnouncement.verify|verify} messages.
         * @param message BlockAnnouncement message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.BlockAnnouncement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockAnnouncement message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.BlockAnnouncement & triad.BlockAnnouncement.$Shape} BlockAnnouncement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.BlockAnnouncement & triad.BlockAnnouncement.$Shape;
    }

    namespace BlockAnnouncement {

        /** Properties of a BlockAnnouncement. */
        interface $Properties {

            /** BlockAnnouncement header */
            header?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockAnnouncement. */
        type $Shape = triad.BlockAnnouncement.$Properties;
    }

    /**
     * Properties of a CompactBlock.
     * @deprecated Use triad.CompactBlock.$Properties instead.
     */
    interface ICompactBlock extends triad.CompactBlock.$Properties {
    }

    /** Represents a CompactBlock. */
    class CompactBlock {

        /**
         * Constructs a new CompactBlock.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.CompactBlock.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CompactBlock header. */
        header: Uint8Array;

        /** CompactBlock commitments. */
        commitments: Uint8Array;

        /** CompactBlock nonce. */
        nonce: Uint8Array;

        /** CompactBlock shortIds. */
        shortIds: Uint8Array;

        /** CompactBlock prefilled. */
        prefilled: triad.PrefilledTransaction.$Properties[];

        /**
         * Encodes the specified CompactBlock message. Does not implicitly {@link triad.CompactBlock.verify|verify} messages.
         * @param message CompactBlock message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.CompactBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CompactBlock message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.CompactBlock & triad.CompactBlock.$Shape} CompactBlock
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.CompactBlock & triad.CompactBlock.$Shape;
    }

    namespace CompactBlock {

        /** Properties of a CompactBlock. */
        interface $Properties {

            /** CompactBlock header */
            header?: (Uint8Array|null);

            /** CompactBlock commitments */
            commitments?: (Uint8Array|null);

            /** CompactBlock nonce */
            nonce?: (Uint8Array|null);

            /** CompactBlock shortIds */
            shortIds?: (Uint8Array|null);

            /** CompactBlock prefilled */
            prefilled?: (triad.PrefilledTransaction.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CompactBlock. */
        type $Shape = triad.CompactBlock.$Properties;
    }

    /**
     * Properties of a PrefilledTransaction.
     * @deprecated Use triad.PrefilledTransaction.$Properties instead.
     */
    interface IPrefilledTransaction extends triad.PrefilledTransaction.$Properties {
    }

    /** Represents a PrefilledTransaction. */
    class PrefilledTransaction {

        /**
         * Constructs a new PrefilledTransaction.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.PrefilledTransaction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PrefilledTransaction index. */
        index: number;

        /** PrefilledTransaction transaction. */
        transaction: Uint8Array;

        /**
         * Encodes the specified PrefilledTransaction message. Does not implicitly {@link triad.PrefilledTransaction.verify|verify} messages.
         * @param message PrefilledTransaction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.PrefilledTransaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PrefilledTransaction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.PrefilledTransaction & triad.PrefilledTransaction.$Shape} PrefilledTransaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.PrefilledTransaction & triad.PrefilledTransaction.$Shape;
    }

    namespace PrefilledTransaction {

        /** Properties of a PrefilledTransaction. */
        interface $Properties {

            /** PrefilledTransaction index */
            index?: (number|null);

            /** PrefilledTransaction transaction */
            transaction?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PrefilledTransaction. */
        type $Shape = triad.PrefilledTransaction.$Properties;
    }

    /**
     * Properties of a GetBlockTransactions.
     * @deprecated Use triad.GetBlockTransactions.$Properties instead.
     */
    interface IGetBlockTransactions extends triad.GetBlockTransactions.$Properties {
    }

    /** Represents a GetBlockTransactions. */
    class GetBlockTransactions {

        /**
         * Constructs a new GetBlockTransactions.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetBlockTransactions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetBlockTransactions hash. */
        hash: Uint8Array;

        /** GetBlockTransactions indexes. */
        indexes: Uint8Array;

        /**
         * Encodes the specified GetBlockTransactions message. Does not implicitly {@link triad.GetBlockTransactions.verify|verify} messages.
         * @param message GetBlockTransactions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetBlockTransactions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetBlockTransactions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetBlockTransactions & triad.GetBlockTransactions.$Shape} GetBlockTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetBlockTransactions & triad.GetBlockTransactions.$Shape;
    }

    namespace GetBlockTransactions {

        /** Properties of a GetBlockTransactions. */
        interface $Properties {

            /** GetBlockTransactions hash */
            hash?: (Uint8Array|null);

            /** GetBlockTransactions indexes */
            indexes?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetBlockTransactions. */
        type $Shape = triad.GetBlockTransactions.$Properties;
    }

    /**
     * Properties of a BlockTransactions.
     * @deprecated Use triad.BlockTransactions.$Properties instead.
     */
    interface IBlockTransactions extends triad.BlockTransactions.$Properties {
    }

    /** Represents a BlockTransactions. */
    class BlockTransactions {

        /**
         * Constructs a new BlockTransactions.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.BlockTransactions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockTransactions hash. */
        hash: Uint8Array;

        /** BlockTransactions transactions. */
        transactions: Uint8Array[];

        /**
         * Encodes the specified BlockTransactions message. Does not implicitly {@link triad.BlockTransactions.verify|verify} messages.
         * @param message BlockTransactions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.BlockTransactions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockTransactions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.BlockTransactions & triad.BlockTransactions.$Shape} BlockTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.BlockTransactions & triad.BlockTransactions.$Shape;
    }

    namespace BlockTransactions {

        /** Properties of a BlockTransactions. */
        interface $Properties {

            /** BlockTransactions hash */
            hash?: (Uint8Array|null);

            /** BlockTransactions transactions */
            transactions?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockTransactions. */
        type $Shape = triad.BlockTransactions.$Properties;
    }

    /**
     * Properties of a GetBlocks.
     * @deprecated Use triad.GetBlocks.$Properties instead.
     */
    interface IGetBlocks extends triad.GetBlocks.$Properties {
    }

    /** Represents a GetBlocks. */
    class GetBlocks {

        /**
         * Constructs a new GetBlocks.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetBlocks.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetBlocks hashes. */
        hashes: Uint8Array;

        /**
         * Encodes the specified GetBlocks message. Does not implicitly {@link triad.GetBlocks.verify|verify} messages.
         * @param message GetBlocks message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetBlocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetBlocks message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetBlocks & triad.GetBlocks.$Shape} GetBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetBlocks & triad.GetBlocks.$Shape;
    }

    namespace GetBlocks {

        /** Properties of a GetBlocks. */
        interface $Properties {

            /** GetBlocks hashes */
            hashes?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetBlocks. */
        type $Shape = triad.GetBlocks.$Properties;
    }

    /**
     * Properties of a BlockReply.
     * @deprecated Use triad.BlockReply.$Properties instead.
     */
    interface IBlockReply extends triad.BlockReply.$Properties {
    }

    /** Represents a BlockReply. */
    class BlockReply {

        /**
         * Constructs a new BlockReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.BlockReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockReply block. */
        block: Uint8Array;

        /**
         * Encodes the specified BlockReply message. Does not implicitly {@link triad.BlockReply.verify|verify} messages.
         * @param message BlockReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.BlockReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.BlockReply & triad.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.BlockReply & triad.BlockReply.$Shape;
    }

    namespace BlockReply {

        /** Properties of a BlockReply. */
        interface $Properties {

            /** BlockReply block */
            block?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockReply. */
        type $Shape = triad.BlockReply.$Properties;
    }

    /**
     * Properties of a BlocksNotFound.
     * @deprecated Use triad.BlocksNotFound.$Properties instead.
     */
    interface IBlocksNotFound extends triad.BlocksNotFound.$Properties {
    }

    /** Represents a BlocksNotFound. */
    class BlocksNotFound {

        /**
         * Constructs a new BlocksNotFound.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.BlocksNotFound.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlocksNotFound hashes. */
        hashes: Uint8Array;

        /** BlocksNotFound code. */
        code: string;

        /**
         * Encodes the specified BlocksNotFound message. Does not implicitly {@link triad.BlocksNotFound.verify|verify} messages.
         * @param message BlocksNotFound message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.BlocksNotFound.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlocksNotFound message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.BlocksNotFound & triad.BlocksNotFound.$Shape} BlocksNotFound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.BlocksNotFound & triad.BlocksNotFound.$Shape;
    }

    namespace BlocksNotFound {

        /** Properties of a BlocksNotFound. */
        interface $Properties {

            /** BlocksNotFound hashes */
            hashes?: (Uint8Array|null);

            /** BlocksNotFound code */
            code?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlocksNotFound. */
        type $Shape = triad.BlocksNotFound.$Properties;
    }

    /**
     * Properties of an AccessRequest.
     * @deprecated Use triad.AccessRequest.$Properties instead.
     */
    interface IAccessRequest extends triad.AccessRequest.$Properties {
    }

    /** Represents an AccessRequest. */
    class AccessRequest {

        /**
         * Constructs a new AccessRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.AccessRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified AccessRequest message. Does not implicitly {@link triad.AccessRequest.verify|verify} messages.
         * @param message AccessRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.AccessRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AccessRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.AccessRequest & triad.AccessRequest.$Shape} AccessRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.AccessRequest & triad.AccessRequest.$Shape;
    }

    namespace AccessRequest {

        /** Properties of an AccessRequest. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AccessRequest. */
        type $Shape = triad.AccessRequest.$Properties;
    }

    /**
     * Properties of an AccessReply.
     * @deprecated Use triad.AccessReply.$Properties instead.
     */
    interface IAccessReply extends triad.AccessReply.$Properties {
    }

    /** Represents an AccessReply. */
    class AccessReply {

        /**
         * Constructs a new AccessReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.AccessReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AccessReply decision. */
        decision: triad.AccessReply.Decision;

        /**
         * Encodes the specified AccessReply message. Does not implicitly {@link triad.AccessReply.verify|verify} messages.
         * @param message AccessReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.AccessReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AccessReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.AccessReply & triad.AccessReply.$Shape} AccessReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.AccessReply & triad.AccessReply.$Shape;
    }

    namespace AccessReply {

        /** Properties of an AccessReply. */
        interface $Properties {

            /** AccessReply decision */
            decision?: (triad.AccessReply.Decision|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AccessReply. */
        type $Shape = triad.AccessReply.$Properties;

        /** Decision enum. */
        enum Decision {

            /** DECISION_UNSPECIFIED value */
            DECISION_UNSPECIFIED = 0,

            /** GRANTED value */
            GRANTED = 1,

            /** PENDING value */
            PENDING = 2,

            /** DENIED value */
            DENIED = 3,

            /** NOT_A_FULL_NODE value */
            NOT_A_FULL_NODE = 4
        }
    }

    /**
     * Properties of a Notice.
     * @deprecated Use triad.Notice.$Properties instead.
     */
    interface INotice extends triad.Notice.$Properties {
    }

    /** Represents a Notice. */
    class Notice {

        /**
         * Constructs a new Notice.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Notice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Notice code. */
        code: string;

        /** Notice text. */
        text: string;

        /**
         * Encodes the specified Notice message. Does not implicitly {@link triad.Notice.verify|verify} messages.
         * @param message Notice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Notice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Notice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Notice & triad.Notice.$Shape} Notice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Notice & triad.Notice.$Shape;
    }

    namespace Notice {

        /** Properties of a Notice. */
        interface $Properties {

            /** Notice code */
            code?: (string|null);

            /** Notice text */
            text?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Notice. */
        type $Shape = triad.Notice.$Properties;
    }

    /**
     * Properties of a GetFilters.
     * @deprecated Use triad.GetFilters.$Properties instead.
     */
    interface IGetFilters extends triad.GetFilters.$Properties {
    }

    /** Represents a GetFilters. */
    class GetFilters {

        /**
         * Constructs a new GetFilters.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetFilters.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetFilters startHeight. */
        startHeight: number;

        /** GetFilters stop. */
        stop: Uint8Array;

        /**
         * Encodes the specified GetFilters message. Does not implicitly {@link triad.GetFilters.verify|verify} messages.
         * @param message GetFilters message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetFilters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetFilters message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetFilters & triad.GetFilters.$Shape} GetFilters
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetFilters & triad.GetFilters.$Shape;
    }

    namespace GetFilters {

        /** Properties of a GetFilters. */
        interface $Properties {

            /** GetFilters startHeight */
            startHeight?: (number|null);

            /** GetFilters stop */
            stop?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetFilters. */
        type $Shape = triad.GetFilters.$Properties;
    }

    /**
     * Properties of a Filters.
     * @deprecated Use triad.Filters.$Properties instead.
     */
    interface IFilters extends triad.Filters.$Properties {
    }

    /** Represents a Filters. */
    class Filters {

        /**
         * Constructs a new Filters.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.Filters.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Filters startHeight. */
        startHeight: number;

        /** Filters stop. */
        stop: Uint8Array;

        /** Filters roots. */
        roots: Uint8Array;

        /** Filters filters. */
        filters: Uint8Array[];

        /**
         * Encodes the specified Filters message. Does not implicitly {@link triad.Filters.verify|verify} messages.
         * @param message Filters message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.Filters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Filters message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.Filters & triad.Filters.$Shape} Filters
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.Filters & triad.Filters.$Shape;
    }

    namespace Filters {

        /** Properties of a Filters. */
        interface $Properties {

            /** Filters startHeight */
            startHeight?: (number|null);

            /** Filters stop */
            stop?: (Uint8Array|null);

            /** Filters roots */
            roots?: (Uint8Array|null);

            /** Filters filters */
            filters?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Filters. */
        type $Shape = triad.Filters.$Properties;
    }

    /**
     * Properties of a GetTransactionProof.
     * @deprecated Use triad.GetTransactionProof.$Properties instead.
     */
    interface IGetTransactionProof extends triad.GetTransactionProof.$Properties {
    }

    /** Represents a GetTransactionProof. */
    class GetTransactionProof {

        /**
         * Constructs a new GetTransactionProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.GetTransactionProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetTransactionProof hash. */
        hash: Uint8Array;

        /** GetTransactionProof txid. */
        txid: Uint8Array;

        /**
         * Encodes the specified GetTransactionProof message. Does not implicitly {@link triad.GetTransactionProof.verify|verify} messages.
         * @param message GetTransactionProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.GetTransactionProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetTransactionProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.GetTransactionProof & triad.GetTransactionProof.$Shape} GetTransactionProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.GetTransactionProof & triad.GetTransactionProof.$Shape;
    }

    namespace GetTransactionProof {

        /** Properties of a GetTransactionProof. */
        interface $Properties {

            /** GetTransactionProof hash */
            hash?: (Uint8Array|null);

            /** GetTransactionProof txid */
            txid?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetTransactionProof. */
        type $Shape = triad.GetTransactionProof.$Properties;
    }

    /**
     * Properties of a TransactionProof.
     * @deprecated Use triad.TransactionProof.$Properties instead.
     */
    interface ITransactionProof extends triad.TransactionProof.$Properties {
    }

    /** Represents a TransactionProof. */
    class TransactionProof {

        /**
         * Constructs a new TransactionProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.TransactionProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TransactionProof hash. */
        hash: Uint8Array;

        /** TransactionProof txid. */
        txid: Uint8Array;

        /** TransactionProof transaction. */
        transaction: Uint8Array;

        /** TransactionProof index. */
        index: number;

        /** TransactionProof txCount. */
        txCount: number;

        /** TransactionProof siblings. */
        siblings: Uint8Array;

        /** TransactionProof commitments. */
        commitments: Uint8Array;

        /**
         * Encodes the specified TransactionProof message. Does not implicitly {@link triad.TransactionProof.verify|verify} messages.
         * @param message TransactionProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.TransactionProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TransactionProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.TransactionProof & triad.TransactionProof.$Shape} TransactionProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.TransactionProof & triad.TransactionProof.$Shape;
    }

    namespace TransactionProof {

        /** Properties of a TransactionProof. */
        interface $Properties {

            /** TransactionProof hash */
            hash?: (Uint8Array|null);

            /** TransactionProof txid */
            txid?: (Uint8Array|null);

            /** TransactionProof transaction */
            transaction?: (Uint8Array|null);

            /** TransactionProof index */
            index?: (number|null);

            /** TransactionProof txCount */
            txCount?: (number|null);

            /** TransactionProof siblings */
            siblings?: (Uint8Array|null);

            /** TransactionProof commitments */
            commitments?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TransactionProof. */
        type $Shape = triad.TransactionProof.$Properties;
    }

    /**
     * Properties of a ProofNotFound.
     * @deprecated Use triad.ProofNotFound.$Properties instead.
     */
    interface IProofNotFound extends triad.ProofNotFound.$Properties {
    }

    /** Represents a ProofNotFound. */
    class ProofNotFound {

        /**
         * Constructs a new ProofNotFound.
         * @param [properties] Properties to set
         */
        constructor(properties?: triad.ProofNotFound.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProofNotFound hash. */
        hash: Uint8Array;

        /** ProofNotFound txid. */
        txid: Uint8Array;

        /** ProofNotFound code. */
        code: string;

        /**
         * Encodes the specified ProofNotFound message. Does not implicitly {@link triad.ProofNotFound.verify|verify} messages.
         * @param message ProofNotFound message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: triad.ProofNotFound.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProofNotFound message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {triad.ProofNotFound & triad.ProofNotFound.$Shape} ProofNotFound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): triad.ProofNotFound & triad.ProofNotFound.$Shape;
    }

    namespace ProofNotFound {

        /** Properties of a ProofNotFound. */
        interface $Properties {

            /** ProofNotFound hash */
            hash?: (Uint8Array|null);

            /** ProofNotFound txid */
            txid?: (Uint8Array|null);

            /** ProofNotFound code */
            code?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProofNotFound. */
        type $Shape = triad.ProofNotFound.$Properties;
    }
}
