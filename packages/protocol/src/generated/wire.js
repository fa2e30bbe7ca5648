/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const triad = $root.triad = (() => {

    /**
     * Namespace triad.
     * @exports triad
     * @namespace
     */
    const triad = {};

    triad.Transaction = (function() {

        /**
         * Properties of a Transaction.
         * @typedef {Object} triad.Transaction.$Properties
         * @property {number|null} [version] Transaction version
         * @property {Array.<triad.Input.$Properties>|null} [inputs] Transaction inputs
         * @property {Array.<triad.Output.$Properties>|null} [outputs] Transaction outputs
         * @property {number|null} [lockHeight] Transaction lockHeight
         * @property {Uint8Array|null} [memo] Transaction memo
         * @property {Uint8Array|null} [signatures] Transaction signatures
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Transaction.
         * @memberof triad
         * @interface ITransaction
         * @augments triad.Transaction.$Properties
         * @deprecated Use triad.Transaction.$Properties instead.
         */

        /**
         * Shape of a Transaction.
         * @typedef {triad.Transaction.$Properties} triad.Transaction.$Shape
         */

        /**
         * Constructs a new Transaction.
         * @memberof triad
         * @classdesc Represents a Transaction.
         * @constructor
         * @param {triad.Transaction.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Transaction = function (properties) {
            this.inputs = [];
            this.outputs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Transaction version.
         * @member {number} version
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.version = 0;

        /**
         * Transaction inputs.
         * @member {Array.<triad.Input.$Properties>} inputs
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.inputs = $util.emptyArray;

        /**
         * Transaction outputs.
         * @member {Array.<triad.Output.$Properties>} outputs
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.outputs = $util.emptyArray;

        /**
         * Transaction lockHeight.
         * @member {number} lockHeight
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.lockHeight = 0;

        /**
         * Transaction memo.
         * @member {Uint8Array} memo
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.memo = $util.newBuffer([]);

        /**
         * Transaction signatures.
         * @member {Uint8Array} signatures
         * @memberof triad.Transaction
         * @instance
         */
        Transaction.prototype.signatures = $util.newBuffer([]);

        /**
         * Encodes the specified Transaction message. Does not implicitly {@link triad.Transaction.verify|verify} messages.
         * @function encode
         * @memberof triad.Transaction
         * @static
         * @param {triad.Transaction.$Properties} message Transaction message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Transaction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.inputs != null && message.inputs.length)
                for (let i = 0; i < message.inputs.length; ++i)
                    $root.triad.Input.encode(message.inputs[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.outputs != null && message.outputs.length)
                for (let i = 0; i < message.outputs.length; ++i)
                    $root.triad.Output.encode(message.outputs[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.lockHeight != null && $Object.hasOwnProperty.call(message, "lockHeight") && message.lockHeight !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.lockHeight);
            if (message.memo != null && $Object.hasOwnProperty.call(message, "memo") && message.memo.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.memo);
            if (message.signatures != null && $Object.hasOwnProperty.call(message, "signatures") && message.signatures.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.signatures);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Transaction message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Transaction
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Transaction & triad.Transaction.$Shape} Transaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Transaction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Transaction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.inputs && message.inputs.length))
                            message.inputs = [];
                        message.inputs.push($root.triad.Input.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.outputs && message.outputs.length))
                            message.outputs = [];
                        message.outputs.push($root.triad.Output.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.lockHeight = value;
                        else
                            delete message.lockHeight;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.memo = value;
                        else
                            delete message.memo;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signatures = value;
                        else
                            delete message.signatures;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Transaction;
    })();

    triad.Input = (function() {

        /**
         * Properties of an Input.
         * @typedef {Object} triad.Input.$Properties
         * @property {Uint8Array|null} [txid] Input txid
         * @property {number|null} [index] Input index
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Input.
         * @memberof triad
         * @interface IInput
         * @augments triad.Input.$Properties
         * @deprecated Use triad.Input.$Properties instead.
         */

        /**
         * Shape of an Input.
         * @typedef {triad.Input.$Properties} triad.Input.$Shape
         */

        /**
         * Constructs a new Input.
         * @memberof triad
         * @classdesc Represents an Input.
         * @constructor
         * @param {triad.Input.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Input = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Input txid.
         * @member {Uint8Array} txid
         * @memberof triad.Input
         * @instance
         */
        Input.prototype.txid = $util.newBuffer([]);

        /**
         * Input index.
         * @member {number} index
         * @memberof triad.Input
         * @instance
         */
        Input.prototype.index = 0;

        /**
         * Encodes the specified Input message. Does not implicitly {@link triad.Input.verify|verify} messages.
         * @function encode
         * @memberof triad.Input
         * @static
         * @param {triad.Input.$Properties} message Input message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Input.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.txid != null && $Object.hasOwnProperty.call(message, "txid") && message.txid.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.txid);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.index);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Input message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Input
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Input & triad.Input.$Shape} Input
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Input.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Input();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.txid = value;
                        else
                            delete message.txid;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Input;
    })();

    triad.Output = (function() {

        /**
         * Properties of an Output.
         * @typedef {Object} triad.Output.$Properties
         * @property {number|null} [amount] Output amount
         * @property {Uint8Array|null} [key] Output key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Output.
         * @memberof triad
         * @interface IOutput
         * @augments triad.Output.$Properties
         * @deprecated Use triad.Output.$Properties instead.
         */

        /**
         * Shape of an Output.
         * @typedef {triad.Output.$Properties} triad.Output.$Shape
         */

        /**
         * Constructs a new Output.
         * @memberof triad
         * @classdesc Represents an Output.
         * @constructor
         * @param {triad.Output.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Output = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Output amount.
         * @member {number} amount
         * @memberof triad.Output
         * @instance
         */
        Output.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Output key.
         * @member {Uint8Array} key
         * @memberof triad.Output
         * @instance
         */
        Output.prototype.key = $util.newBuffer([]);

        /**
         * Encodes the specified Output message. Does not implicitly {@link triad.Output.verify|verify} messages.
         * @function encode
         * @memberof triad.Output
         * @static
         * @param {triad.Output.$Properties} message Output message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Output.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.amount);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Output message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Output
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Output & triad.Output.$Shape} Output
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Output.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Output();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Output;
    })();

    triad.Block = (function() {

        /**
         * Properties of a Block.
         * @typedef {Object} triad.Block.$Properties
         * @property {Uint8Array|null} [header] Block header
         * @property {Uint8Array|null} [commitments] Block commitments
         * @property {Array.<Uint8Array>|null} [transactions] Block transactions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Block.
         * @memberof triad
         * @interface IBlock
         * @augments triad.Block.$Properties
         * @deprecated Use triad.Block.$Properties instead.
         */

        /**
         * Shape of a Block.
         * @typedef {triad.Block.$Properties} triad.Block.$Shape
         */

        /**
         * Constructs a new Block.
         * @memberof triad
         * @classdesc Represents a Block.
         * @constructor
         * @param {triad.Block.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Block = function (properties) {
            this.transactions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Block header.
         * @member {Uint8Array} header
         * @memberof triad.Block
         * @instance
         */
        Block.prototype.header = $util.newBuffer([]);

        /**
         * Block commitments.
         * @member {Uint8Array} commitments
         * @memberof triad.Block
         * @instance
         */
        Block.prototype.commitments = $util.newBuffer([]);

        /**
         * Block transactions.
         * @member {Array.<Uint8Array>} transactions
         * @memberof triad.Block
         * @instance
         */
        Block.prototype.transactions = $util.emptyArray;

        /**
         * Encodes the specified Block message. Does not implicitly {@link triad.Block.verify|verify} messages.
         * @function encode
         * @memberof triad.Block
         * @static
         * @param {triad.Block.$Properties} message Block message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Block.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.commitments != null && $Object.hasOwnProperty.call(message, "commitments") && message.commitments.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.commitments);
            if (message.transactions != null && message.transactions.length)
                for (let i = 0; i < message.transactions.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.transactions[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Block message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Block
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Block & triad.Block.$Shape} Block
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Block.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Block();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.commitments = value;
                        else
                            delete message.commitments;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.transactions && message.transactions.length))
                            message.transactions = [];
                        message.transactions.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Block;
    })();

    triad.ConsensusParams = (function() {

        /**
         * Properties of a ConsensusParams.
         * @typedef {Object} triad.ConsensusParams.$Properties
         * @property {number|null} [spacing] ConsensusParams spacing
         * @property {number|null} [halfLife] ConsensusParams halfLife
         * @property {number|null} [easiestBits] ConsensusParams easiestBits
         * @property {number|null} [subsidy] ConsensusParams subsidy
         * @property {number|null} [halvingInterval] ConsensusParams halvingInterval
         * @property {number|null} [coinbaseMaturity] ConsensusParams coinbaseMaturity
         * @property {number|null} [maxBlockBytes] ConsensusParams maxBlockBytes
         * @property {number|null} [genesisTime] ConsensusParams genesisTime
         * @property {number|null} [genesisBits] ConsensusParams genesisBits
         * @property {string|null} [genesisMessage] ConsensusParams genesisMessage
         * @property {Array.<triad.Output.$Properties>|null} [premine] ConsensusParams premine
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConsensusParams.
         * @memberof triad
         * @interface IConsensusParams
         * @augments triad.ConsensusParams.$Properties
         * @deprecated Use triad.ConsensusParams.$Properties instead.
         */

        /**
         * Shape of a ConsensusParams.
         * @typedef {triad.ConsensusParams.$Properties} triad.ConsensusParams.$Shape
         */

        /**
         * Constructs a new ConsensusParams.
         * @memberof triad
         * @classdesc Represents a ConsensusParams.
         * @constructor
         * @param {triad.ConsensusParams.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConsensusParams = function (properties) {
            this.premine = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConsensusParams spacing.
         * @member {number} spacing
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.spacing = 0;

        /**
         * ConsensusParams halfLife.
         * @member {number} halfLife
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.halfLife = 0;

        /**
         * ConsensusParams easiestBits.
         * @member {number} easiestBits
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.easiestBits = 0;

        /**
         * ConsensusParams subsidy.
         * @member {number} subsidy
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.subsidy = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ConsensusParams halvingInterval.
         * @member {number} halvingInterval
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.halvingInterval = 0;

        /**
         * ConsensusParams coinbaseMaturity.
         * @member {number} coinbaseMaturity
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.coinbaseMaturity = 0;

        /**
         * ConsensusParams maxBlockBytes.
         * @member {number} maxBlockBytes
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.maxBlockBytes = 0;

        /**
         * ConsensusParams genesisTime.
         * @member {number} genesisTime
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.genesisTime = 0;

        /**
         * ConsensusParams genesisBits.
         * @member {number} genesisBits
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.genesisBits = 0;

        /**
         * ConsensusParams genesisMessage.
         * @member {string} genesisMessage
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.genesisMessage = "";

        /**
         * ConsensusParams premine.
         * @member {Array.<triad.Output.$Properties>} premine
         * @memberof triad.ConsensusParams
         * @instance
         */
        ConsensusParams.prototype.premine = $util.emptyArray;

        /**
         * Encodes the specified ConsensusParams message. Does not implicitly {@link triad.ConsensusParams.verify|verify} messages.
         * @function encode
         * @memberof triad.ConsensusParams
         * @static
         * @param {triad.ConsensusParams.$Properties} message ConsensusParams message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConsensusParams.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.spacing != null && $Object.hasOwnProperty.call(message, "spacing") && message.spacing !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.spacing);
            if (message.halfLife != null && $Object.hasOwnProperty.call(message, "halfLife") && message.halfLife !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.halfLife);
            if (message.easiestBits != null && $Object.hasOwnProperty.call(message, "easiestBits") && message.easiestBits !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.easiestBits);
            if (message.subsidy != null && $Object.hasOwnProperty.call(message, "subsidy") && (typeof message.subsidy === "object" ? message.subsidy.low || message.subsidy.high : message.subsidy !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.subsidy);
            if (message.halvingInterval != null && $Object.hasOwnProperty.call(message, "halvingInterval") && message.halvingInterval !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.halvingInterval);
            if (message.coinbaseMaturity != null && $Object.hasOwnProperty.call(message, "coinbaseMaturity") && message.coinbaseMaturity !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.coinbaseMaturity);
            if (message.maxBlockBytes != null && $Object.hasOwnProperty.call(message, "maxBlockBytes") && message.maxBlockBytes !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.maxBlockBytes);
            if (message.genesisTime != null && $Object.hasOwnProperty.call(message, "genesisTime") && message.genesisTime !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.genesisTime);
            if (message.genesisBits != null && $Object.hasOwnProperty.call(message, "genesisBits") && message.genesisBits !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.genesisBits);
            if (message.genesisMessage != null && $Object.hasOwnProperty.call(message, "genesisMessage") && message.genesisMessage !== "")
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.genesisMessage);
            if (message.premine != null && message.premine.length)
                for (let i = 0; i < message.premine.length; ++i)
                    $root.triad.Output.encode(message.premine[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConsensusParams message from the specified reader or buffer.
         * @function decode
         * @memberof triad.ConsensusParams
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.ConsensusParams & triad.ConsensusParams.$Shape} ConsensusParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConsensusParams.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.ConsensusParams();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.spacing = value;
                        else
                            delete message.spacing;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.halfLife = value;
                        else
                            delete message.halfLife;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.easiestBits = value;
                        else
                            delete message.easiestBits;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.subsidy = value;
                        else
                            delete message.subsidy;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.halvingInterval = value;
                        else
                            delete message.halvingInterval;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.coinbaseMaturity = value;
                        else
                            delete message.coinbaseMaturity;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.maxBlockBytes = value;
                        else
                            delete message.maxBlockBytes;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.genesisTime = value;
                        else
                            delete message.genesisTime;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.genesisBits = value;
                        else
                            delete message.genesisBits;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.genesisMessage = value;
                        else
                            delete message.genesisMessage;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.premine && message.premine.length))
                            message.premine = [];
                        message.premine.push($root.triad.Output.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ConsensusParams;
    })();

    triad.Envelope = (function() {

        /**
         * Properties of an Envelope.
         * @typedef {Object} triad.Envelope.$Properties
         * @property {triad.Hello.$Properties|null} [hello] Envelope hello
         * @property {triad.HelloProof.$Properties|null} [helloProof] Envelope helloProof
         * @property {triad.Ping.$Properties|null} [ping] Envelope ping
         * @property {triad.Pong.$Properties|null} [pong] Envelope pong
         * @property {triad.GetAddresses.$Properties|null} [getAddresses] Envelope getAddresses
         * @property {triad.Addresses.$Properties|null} [addresses] Envelope addresses
         * @property {triad.GetHeaders.$Properties|null} [getHeaders] Envelope getHeaders
         * @property {triad.Headers.$Properties|null} [headers] Envelope headers
         * @property {triad.Inventory.$Properties|null} [inventory] Envelope inventory
         * @property {triad.GetTransactions.$Properties|null} [getTransactions] Envelope getTransactions
         * @property {triad.Transactions.$Properties|null} [transactions] Envelope transactions
         * @property {triad.BlockAnnouncement.$Properties|null} [blockAnnouncement] Envelope blockAnnouncement
         * @property {triad.CompactBlock.$Properties|null} [compactBlock] Envelope compactBlock
         * @property {triad.GetBlockTransactions.$Properties|null} [getBlockTransactions] Envelope getBlockTransactions
         * @property {triad.BlockTransactions.$Properties|null} [blockTransactions] Envelope blockTransactions
         * @property {triad.GetBlocks.$Properties|null} [getBlocks] Envelope getBlocks
         * @property {triad.BlockReply.$Properties|null} [blockReply] Envelope blockReply
         * @property {triad.BlocksNotFound.$Properties|null} [blocksNotFound] Envelope blocksNotFound
         * @property {triad.AccessRequest.$Properties|null} [accessRequest] Envelope accessRequest
         * @property {triad.AccessReply.$Properties|null} [accessReply] Envelope accessReply
         * @property {triad.Notice.$Properties|null} [notice] Envelope notice
         * @property {triad.GetFilters.$Properties|null} [getFilters] Envelope getFilters
         * @property {triad.Filters.$Properties|null} [filters] Envelope filters
         * @property {triad.GetTransactionProof.$Properties|null} [getTransactionProof] Envelope getTransactionProof
         * @property {triad.TransactionProof.$Properties|null} [transactionProof] Envelope transactionProof
         * @property {triad.ProofNotFound.$Properties|null} [proofNotFound] Envelope proofNotFound
         * @property {"hello"|"helloProof"|"ping"|"pong"|"getAddresses"|"addresses"|"getHeaders"|"headers"|"inventory"|"getTransactions"|"transactions"|"blockAnnouncement"|"compactBlock"|"getBlockTransactions"|"blockTransactions"|"getBlocks"|"blockReply"|"blocksNotFound"|"accessRequest"|"accessReply"|"notice"|"getFilters"|"filters"|"getTransactionProof"|"transactionProof"|"proofNotFound"} [message] Envelope message
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Envelope.
         * @memberof triad
         * @interface IEnvelope
         * @augments triad.Envelope.$Properties
         * @deprecated Use triad.Envelope.$Properties instead.
         */

        /**
         * Narrowed shape of an Envelope.
         * @typedef {{
         *   hello?: triad.Hello.$Shape|null;
         *   helloProof?: triad.HelloProof.$Shape|null;
         *   ping?: triad.Ping.$Shape|null;
         *   pong?: triad.Pong.$Shape|null;
         *   getAddresses?: triad.GetAddresses.$Shape|null;
         *   addresses?: triad.Addresses.$Shape|null;
         *   getHeaders?: triad.GetHeaders.$Shape|null;
         *   headers?: triad.Headers.$Shape|null;
         *   inventory?: triad.Inventory.$Shape|null;
         *   getTransactions?: triad.GetTransactions.$Shape|null;
         *   transactions?: triad.Transactions.$Shape|null;
         *   blockAnnouncement?: triad.BlockAnnouncement.$Shape|null;
         *   compactBlock?: triad.CompactBlock.$Shape|null;
         *   getBlockTransactions?: triad.GetBlockTransactions.$Shape|null;
         *   blockTransactions?: triad.BlockTransactions.$Shape|null;
         *   getBlocks?: triad.GetBlocks.$Shape|null;
         *   blockReply?: triad.BlockReply.$Shape|null;
         *   blocksNotFound?: triad.BlocksNotFound.$Shape|null;
         *   accessRequest?: triad.AccessRequest.$Shape|null;
         *   accessReply?: triad.AccessReply.$Shape|null;
         *   notice?: triad.Notice.$Shape|null;
         *   getFilters?: triad.GetFilters.$Shape|null;
         *   filters?: triad.Filters.$Shape|null;
         *   getTransactionProof?: triad.GetTransactionProof.$Shape|null;
         *   transactionProof?: triad.TransactionProof.$Shape|null;
         *   proofNotFound?: triad.ProofNotFound.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ message?: undefined; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "hello"; hello: triad.Hello.$Shape; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "helloProof"; hello?: null; helloProof: triad.HelloProof.$Shape; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "ping"; hello?: null; helloProof?: null; ping: triad.Ping.$Shape; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "pong"; hello?: null; helloProof?: null; ping?: null; pong: triad.Pong.$Shape; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getAddresses"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses: triad.GetAddresses.$Shape; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "addresses"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses: triad.Addresses.$Shape; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getHeaders"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders: triad.GetHeaders.$Shape; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "headers"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers: triad.Headers.$Shape; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "inventory"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory: triad.Inventory.$Shape; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions: triad.GetTransactions.$Shape; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "transactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions: triad.Transactions.$Shape; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockAnnouncement"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement: triad.BlockAnnouncement.$Shape; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "compactBlock"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock: triad.CompactBlock.$Shape; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getBlockTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions: triad.GetBlockTransactions.$Shape; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockTransactions"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions: triad.BlockTransactions.$Shape; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getBlocks"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks: triad.GetBlocks.$Shape; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blockReply"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply: triad.BlockReply.$Shape; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "blocksNotFound"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound: triad.BlocksNotFound.$Shape; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "accessRequest"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest: triad.AccessRequest.$Shape; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "accessReply"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply: triad.AccessReply.$Shape; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "notice"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice: triad.Notice.$Shape; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getFilters"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters: triad.GetFilters.$Shape; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "filters"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters: triad.Filters.$Shape; getTransactionProof?: null; transactionProof?: null; proofNotFound?: null }|{ message?: "getTransactionProof"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof: triad.GetTransactionProof.$Shape; transactionProof?: null; proofNotFound?: null }|{ message?: "transactionProof"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof: triad.TransactionProof.$Shape; proofNotFound?: null }|{ message?: "proofNotFound"; hello?: null; helloProof?: null; ping?: null; pong?: null; getAddresses?: null; addresses?: null; getHeaders?: null; headers?: null; inventory?: null; getTransactions?: null; transactions?: null; blockAnnouncement?: null; compactBlock?: null; getBlockTransactions?: null; blockTransactions?: null; getBlocks?: null; blockReply?: null; blocksNotFound?: null; accessRequest?: null; accessReply?: null; notice?: null; getFilters?: null; filters?: null; getTransactionProof?: null; transactionProof?: null; proofNotFound: triad.ProofNotFound.$Shape })
         * )} triad.Envelope.$Shape
         */

        /**
         * Constructs a new Envelope.
         * @memberof triad
         * @classdesc Represents an Envelope.
         * @constructor
         * @param {triad.Envelope.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Envelope = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Envelope hello.
         * @member {triad.Hello.$Properties|null|undefined} hello
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.hello = null;

        /**
         * Envelope helloProof.
         * @member {triad.HelloProof.$Properties|null|undefined} helloProof
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.helloProof = null;

        /**
         * Envelope ping.
         * @member {triad.Ping.$Properties|null|undefined} ping
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.ping = null;

        /**
         * Envelope pong.
         * @member {triad.Pong.$Properties|null|undefined} pong
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.pong = null;

        /**
         * Envelope getAddresses.
         * @member {triad.GetAddresses.$Properties|null|undefined} getAddresses
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getAddresses = null;

        /**
         * Envelope addresses.
         * @member {triad.Addresses.$Properties|null|undefined} addresses
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.addresses = null;

        /**
         * Envelope getHeaders.
         * @member {triad.GetHeaders.$Properties|null|undefined} getHeaders
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getHeaders = null;

        /**
         * Envelope headers.
         * @member {triad.Headers.$Properties|null|undefined} headers
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.headers = null;

        /**
         * Envelope inventory.
         * @member {triad.Inventory.$Properties|null|undefined} inventory
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.inventory = null;

        /**
         * Envelope getTransactions.
         * @member {triad.GetTransactions.$Properties|null|undefined} getTransactions
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getTransactions = null;

        /**
         * Envelope transactions.
         * @member {triad.Transactions.$Properties|null|undefined} transactions
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.transactions = null;

        /**
         * Envelope blockAnnouncement.
         * @member {triad.BlockAnnouncement.$Properties|null|undefined} blockAnnouncement
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.blockAnnouncement = null;

        /**
         * Envelope compactBlock.
         * @member {triad.CompactBlock.$Properties|null|undefined} compactBlock
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.compactBlock = null;

        /**
         * Envelope getBlockTransactions.
         * @member {triad.GetBlockTransactions.$Properties|null|undefined} getBlockTransactions
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getBlockTransactions = null;

        /**
         * Envelope blockTransactions.
         * @member {triad.BlockTransactions.$Properties|null|undefined} blockTransactions
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.blockTransactions = null;

        /**
         * Envelope getBlocks.
         * @member {triad.GetBlocks.$Properties|null|undefined} getBlocks
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getBlocks = null;

        /**
         * Envelope blockReply.
         * @member {triad.BlockReply.$Properties|null|undefined} blockReply
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.blockReply = null;

        /**
         * Envelope blocksNotFound.
         * @member {triad.BlocksNotFound.$Properties|null|undefined} blocksNotFound
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.blocksNotFound = null;

        /**
         * Envelope accessRequest.
         * @member {triad.AccessRequest.$Properties|null|undefined} accessRequest
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.accessRequest = null;

        /**
         * Envelope accessReply.
         * @member {triad.AccessReply.$Properties|null|undefined} accessReply
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.accessReply = null;

        /**
         * Envelope notice.
         * @member {triad.Notice.$Properties|null|undefined} notice
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.notice = null;

        /**
         * Envelope getFilters.
         * @member {triad.GetFilters.$Properties|null|undefined} getFilters
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getFilters = null;

        /**
         * Envelope filters.
         * @member {triad.Filters.$Properties|null|undefined} filters
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.filters = null;

        /**
         * Envelope getTransactionProof.
         * @member {triad.GetTransactionProof.$Properties|null|undefined} getTransactionProof
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.getTransactionProof = null;

        /**
         * Envelope transactionProof.
         * @member {triad.TransactionProof.$Properties|null|undefined} transactionProof
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.transactionProof = null;

        /**
         * Envelope proofNotFound.
         * @member {triad.ProofNotFound.$Properties|null|undefined} proofNotFound
         * @memberof triad.Envelope
         * @instance
         */
        Envelope.prototype.proofNotFound = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Envelope message.
         * @member {"hello"|"helloProof"|"ping"|"pong"|"getAddresses"|"addresses"|"getHeaders"|"headers"|"inventory"|"getTransactions"|"transactions"|"blockAnnouncement"|"compactBlock"|"getBlockTransactions"|"blockTransactions"|"getBlocks"|"blockReply"|"blocksNotFound"|"accessRequest"|"accessReply"|"notice"|"getFilters"|"filters"|"getTransactionProof"|"transactionProof"|"proofNotFound"|undefined} message
         * @memberof triad.Envelope
         * @instance
         */
        $Object.defineProperty(Envelope.prototype, "message", {
            get: $util.oneOfGetter($oneOfFields = ["hello", "helloProof", "ping", "pong", "getAddresses", "addresses", "getHeaders", "headers", "inventory", "getTransactions", "transactions", "blockAnnouncement", "compactBlock", "getBlockTransactions", "blockTransactions", "getBlocks", "blockReply", "blocksNotFound", "accessRequest", "accessReply", "notice", "getFilters", "filters", "getTransactionProof", "transactionProof", "proofNotFound"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Envelope message. Does not implicitly {@link triad.Envelope.verify|verify} messages.
         * @function encode
         * @memberof triad.Envelope
         * @static
         * @param {triad.Envelope.$Properties} message Envelope message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Envelope.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                $root.triad.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.helloProof != null && $Object.hasOwnProperty.call(message, "helloProof"))
                $root.triad.HelloProof.encode(message.helloProof, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                $root.triad.Ping.encode(message.ping, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                $root.triad.Pong.encode(message.pong, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.getAddresses != null && $Object.hasOwnProperty.call(message, "getAddresses"))
                $root.triad.GetAddresses.encode(message.getAddresses, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.addresses != null && $Object.hasOwnProperty.call(message, "addresses"))
                $root.triad.Addresses.encode(message.addresses, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.getHeaders != null && $Object.hasOwnProperty.call(message, "getHeaders"))
                $root.triad.GetHeaders.encode(message.getHeaders, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.headers != null && $Object.hasOwnProperty.call(message, "headers"))
                $root.triad.Headers.encode(message.headers, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory"))
                $root.triad.Inventory.encode(message.inventory, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.getTransactions != null && $Object.hasOwnProperty.call(message, "getTransactions"))
                $root.triad.GetTransactions.encode(message.getTransactions, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.transactions != null && $Object.hasOwnProperty.call(message, "transactions"))
                $root.triad.Transactions.encode(message.transactions, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.blockAnnouncement != null && $Object.hasOwnProperty.call(message, "blockAnnouncement"))
                $root.triad.BlockAnnouncement.encode(message.blockAnnouncement, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.compactBlock != null && $Object.hasOwnProperty.call(message, "compactBlock"))
                $root.triad.CompactBlock.encode(message.compactBlock, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.getBlockTransactions != null && $Object.hasOwnProperty.call(message, "getBlockTransactions"))
                $root.triad.GetBlockTransactions.encode(message.getBlockTransactions, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.blockTransactions != null && $Object.hasOwnProperty.call(message, "blockTransactions"))
                $root.triad.BlockTransactions.encode(message.blockTransactions, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.getBlocks != null && $Object.hasOwnProperty.call(message, "getBlocks"))
                $root.triad.GetBlocks.encode(message.getBlocks, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.blockReply != null && $Object.hasOwnProperty.call(message, "blockReply"))
                $root.triad.BlockReply.encode(message.blockReply, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
            if (message.blocksNotFound != null && $Object.hasOwnProperty.call(message, "blocksNotFound"))
                $root.triad.BlocksNotFound.encode(message.blocksNotFound, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
            if (message.accessRequest != null && $Object.hasOwnProperty.call(message, "accessRequest"))
                $root.triad.AccessRequest.encode(message.accessRequest, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
            if (message.accessReply != null && $Object.hasOwnProperty.call(message, "accessReply"))
                $root.triad.AccessReply.encode(message.accessReply, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.notice != null && $Object.hasOwnProperty.call(message, "notice"))
                $root.triad.Notice.encode(message.notice, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.getFilters != null && $Object.hasOwnProperty.call(message, "getFilters"))
                $root.triad.GetFilters.encode(message.getFilters, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
            if (message.filters != null && $Object.hasOwnProperty.call(message, "filters"))
                $root.triad.Filters.encode(message.filters, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
            if (message.getTransactionProof != null && $Object.hasOwnProperty.call(message, "getTransactionProof"))
                $root.triad.GetTransactionProof.encode(message.getTransactionProof, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
            if (message.transactionProof != null && $Object.hasOwnProperty.call(message, "transactionProof"))
                $root.triad.TransactionProof.encode(message.transactionProof, writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
            if (message.proofNotFound != null && $Object.hasOwnProperty.call(message, "proofNotFound"))
                $root.triad.ProofNotFound.encode(message.proofNotFound, writer.uint32(/* id 26, wireType 2 =*/210).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Envelope message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Envelope
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Envelope & triad.Envelope.$Shape} Envelope
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Envelope.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Envelope();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.hello = $root.triad.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                        message.message = "hello";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.helloProof = $root.triad.HelloProof.decode(reader, reader.size(), $undefined, _depth + 1, message.helloProof);
                        message.message = "helloProof";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.ping = $root.triad.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                        message.message = "ping";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.pong = $root.triad.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                        message.message = "pong";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.getAddresses = $root.triad.GetAddresses.decode(reader, reader.size(), $undefined, _depth + 1, message.getAddresses);
                        message.message = "getAddresses";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.addresses = $root.triad.Addresses.decode(reader, reader.size(), $undefined, _depth + 1, message.addresses);
                        message.message = "addresses";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.getHeaders = $root.triad.GetHeaders.decode(reader, reader.size(), $undefined, _depth + 1, message.getHeaders);
                        message.message = "getHeaders";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.headers = $root.triad.Headers.decode(reader, reader.size(), $undefined, _depth + 1, message.headers);
                        message.message = "headers";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.inventory = $root.triad.Inventory.decode(reader, reader.size(), $undefined, _depth + 1, message.inventory);
                        message.message = "inventory";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.getTransactions = $root.triad.GetTransactions.decode(reader, reader.size(), $undefined, _depth + 1, message.getTransactions);
                        message.message = "getTransactions";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.transactions = $root.triad.Transactions.decode(reader, reader.size(), $undefined, _depth + 1, message.transactions);
                        message.message = "transactions";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.blockAnnouncement = $root.triad.BlockAnnouncement.decode(reader, reader.size(), $undefined, _depth + 1, message.blockAnnouncement);
                        message.message = "blockAnnouncement";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.compactBlock = $root.triad.CompactBlock.decode(reader, reader.size(), $undefined, _depth + 1, message.compactBlock);
                        message.message = "compactBlock";
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.getBlockTransactions = $root.triad.GetBlockTransactions.decode(reader, reader.size(), $undefined, _depth + 1, message.getBlockTransactions);
                        message.message = "getBlockTransactions";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.blockTransactions = $root.triad.BlockTransactions.decode(reader, reader.size(), $undefined, _depth + 1, message.blockTransactions);
                        message.message = "blockTransactions";
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.getBlocks = $root.triad.GetBlocks.decode(reader, reader.size(), $undefined, _depth + 1, message.getBlocks);
                        message.message = "getBlocks";
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.blockReply = $root.triad.BlockReply.decode(reader, reader.size(), $undefined, _depth + 1, message.blockReply);
                        message.message = "blockReply";
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        message.blocksNotFound = $root.triad.BlocksNotFound.decode(reader, reader.size(), $undefined, _depth + 1, message.blocksNotFound);
                        message.message = "blocksNotFound";
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        message.accessRequest = $root.triad.AccessRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.accessRequest);
                        message.message = "accessRequest";
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.accessReply = $root.triad.AccessReply.decode(reader, reader.size(), $undefined, _depth + 1, message.accessReply);
                        message.message = "accessReply";
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.notice = $root.triad.Notice.decode(reader, reader.size(), $undefined, _depth + 1, message.notice);
                        message.message = "notice";
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.getFilters = $root.triad.GetFilters.decode(reader, reader.size(), $undefined, _depth + 1, message.getFilters);
                        message.message = "getFilters";
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.filters = $root.triad.Filters.decode(reader, reader.size(), $undefined, _depth + 1, message.filters);
                        message.message = "filters";
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        message.getTransactionProof = $root.triad.GetTransactionProof.decode(reader, reader.size(), $undefined, _depth + 1, message.getTransactionProof);
                        message.message = "getTransactionProof";
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        message.transactionProof = $root.triad.TransactionProof.decode(reader, reader.size(), $undefined, _depth + 1, message.transactionProof);
                        message.message = "transactionProof";
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        message.proofNotFound = $root.triad.ProofNotFound.decode(reader, reader.size(), $undefined, _depth + 1, message.proofNotFound);
                        message.message = "proofNotFound";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Envelope;
    })();

    /**
     * Role enum.
     * @name triad.Role
     * @enum {number}
     * @property {number} ROLE_UNSPECIFIED=0 ROLE_UNSPECIFIED value
     * @property {number} FULL_NODE=1 FULL_NODE value
     * @property {number} MINER=2 MINER value
     * @property {number} LIGHT_NODE=3 LIGHT_NODE value
     */
    triad.Role = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "ROLE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "FULL_NODE"] = 1;
        values[valuesById[2] = "MINER"] = 2;
        values[valuesById[3] = "LIGHT_NODE"] = 3;
        return values;
    })();

    triad.Hello = (function() {

        /**
         * Properties of a Hello.
         * @typedef {Object} triad.Hello.$Properties
         * @property {number|null} [version] Hello version
         * @property {Uint8Array|null} [chainId] Hello chainId
         * @property {triad.Role|null} [role] Hello role
         * @property {number|null} [services] Hello services
         * @property {Uint8Array|null} [nodeKey] Hello nodeKey
         * @property {Uint8Array|null} [nonce] Hello nonce
         * @property {string|null} [userAgent] Hello userAgent
         * @property {number|null} [height] Hello height
         * @property {Uint8Array|null} [work] Hello work
         * @property {string|null} [listenHost] Hello listenHost
         * @property {number|null} [listenPort] Hello listenPort
         * @property {number|null} [time] Hello time
         * @property {boolean|null} [listenTls] Hello listenTls
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Hello.
         * @memberof triad
         * @interface IHello
         * @augments triad.Hello.$Properties
         * @deprecated Use triad.Hello.$Properties instead.
         */

        /**
         * Shape of a Hello.
         * @typedef {triad.Hello.$Properties} triad.Hello.$Shape
         */

        /**
         * Constructs a new Hello.
         * @memberof triad
         * @classdesc Represents a Hello.
         * @constructor
         * @param {triad.Hello.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Hello = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Hello version.
         * @member {number} version
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.version = 0;

        /**
         * Hello chainId.
         * @member {Uint8Array} chainId
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.chainId = $util.newBuffer([]);

        /**
         * Hello role.
         * @member {triad.Role} role
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.role = 0;

        /**
         * Hello services.
         * @member {number} services
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.services = 0;

        /**
         * Hello nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.nodeKey = $util.newBuffer([]);

        /**
         * Hello nonce.
         * @member {Uint8Array} nonce
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.nonce = $util.newBuffer([]);

        /**
         * Hello userAgent.
         * @member {string} userAgent
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.userAgent = "";

        /**
         * Hello height.
         * @member {number} height
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.height = 0;

        /**
         * Hello work.
         * @member {Uint8Array} work
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.work = $util.newBuffer([]);

        /**
         * Hello listenHost.
         * @member {string} listenHost
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.listenHost = "";

        /**
         * Hello listenPort.
         * @member {number} listenPort
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.listenPort = 0;

        /**
         * Hello time.
         * @member {number} time
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.time = 0;

        /**
         * Hello listenTls.
         * @member {boolean} listenTls
         * @memberof triad.Hello
         * @instance
         */
        Hello.prototype.listenTls = false;

        /**
         * Encodes the specified Hello message. Does not implicitly {@link triad.Hello.verify|verify} messages.
         * @function encode
         * @memberof triad.Hello
         * @static
         * @param {triad.Hello.$Properties} message Hello message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Hello.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.chainId != null && $Object.hasOwnProperty.call(message, "chainId") && message.chainId.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.chainId);
            if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.role);
            if (message.services != null && $Object.hasOwnProperty.call(message, "services") && message.services !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.services);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.nodeKey);
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.nonce);
            if (message.userAgent != null && $Object.hasOwnProperty.call(message, "userAgent") && message.userAgent !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.userAgent);
            if (message.height != null && $Object.hasOwnProperty.call(message, "height") && message.height !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.height);
            if (message.work != null && $Object.hasOwnProperty.call(message, "work") && message.work.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.work);
            if (message.listenHost != null && $Object.hasOwnProperty.call(message, "listenHost") && message.listenHost !== "")
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.listenHost);
            if (message.listenPort != null && $Object.hasOwnProperty.call(message, "listenPort") && message.listenPort !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.listenPort);
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && message.time !== 0)
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.time);
            if (message.listenTls != null && $Object.hasOwnProperty.call(message, "listenTls") && message.listenTls !== false)
                writer.uint32(/* id 13, wireType 0 =*/104).bool(message.listenTls);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Hello message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Hello
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Hello & triad.Hello.$Shape} Hello
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Hello.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Hello();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.chainId = value;
                        else
                            delete message.chainId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.role = value;
                        else
                            delete message.role;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.services = value;
                        else
                            delete message.services;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.userAgent = value;
                        else
                            delete message.userAgent;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.height = value;
                        else
                            delete message.height;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.work = value;
                        else
                            delete message.work;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.listenHost = value;
                        else
                            delete message.listenHost;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.listenPort = value;
                        else
                            delete message.listenPort;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.listenTls = value;
                        else
                            delete message.listenTls;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Hello;
    })();

    triad.HelloProof = (function() {

        /**
         * Properties of a HelloProof.
         * @typedef {Object} triad.HelloProof.$Properties
         * @property {Uint8Array|null} [signature] HelloProof signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HelloProof.
         * @memberof triad
         * @interface IHelloProof
         * @augments triad.HelloProof.$Properties
         * @deprecated Use triad.HelloProof.$Properties instead.
         */

        /**
         * Shape of a HelloProof.
         * @typedef {triad.HelloProof.$Properties} triad.HelloProof.$Shape
         */

        /**
         * Constructs a new HelloProof.
         * @memberof triad
         * @classdesc Represents a HelloProof.
         * @constructor
         * @param {triad.HelloProof.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const HelloProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HelloProof signature.
         * @member {Uint8Array} signature
         * @memberof triad.HelloProof
         * @instance
         */
        HelloProof.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified HelloProof message. Does not implicitly {@link triad.HelloProof.verify|verify} messages.
         * @function encode
         * @memberof triad.HelloProof
         * @static
         * @param {triad.HelloProof.$Properties} message HelloProof message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HelloProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a HelloProof message from the specified reader or buffer.
         * @function decode
         * @memberof triad.HelloProof
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.HelloProof & triad.HelloProof.$Shape} HelloProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HelloProof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.HelloProof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HelloProof;
    })();

    triad.Ping = (function() {

        /**
         * Properties of a Ping.
         * @typedef {Object} triad.Ping.$Properties
         * @property {Uint8Array|null} [nonce] Ping nonce
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Ping.
         * @memberof triad
         * @interface IPing
         * @augments triad.Ping.$Properties
         * @deprecated Use triad.Ping.$Properties instead.
         */

        /**
         * Shape of a Ping.
         * @typedef {triad.Ping.$Properties} triad.Ping.$Shape
         */

        /**
         * Constructs a new Ping.
         * @memberof triad
         * @classdesc Represents a Ping.
         * @constructor
         * @param {triad.Ping.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Ping = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Ping nonce.
         * @member {Uint8Array} nonce
         * @memberof triad.Ping
         * @instance
         */
        Ping.prototype.nonce = $util.newBuffer([]);

        /**
         * Encodes the specified Ping message. Does not implicitly {@link triad.Ping.verify|verify} messages.
         * @function encode
         * @memberof triad.Ping
         * @static
         * @param {triad.Ping.$Properties} message Ping message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Ping.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonce);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Ping message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Ping
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Ping & triad.Ping.$Shape} Ping
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Ping.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Ping();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Ping;
    })();

    triad.Pong = (function() {

        /**
         * Properties of a Pong.
         * @typedef {Object} triad.Pong.$Properties
         * @property {Uint8Array|null} [nonce] Pong nonce
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Pong.
         * @memberof triad
         * @interface IPong
         * @augments triad.Pong.$Properties
         * @deprecated Use triad.Pong.$Properties instead.
         */

        /**
         * Shape of a Pong.
         * @typedef {triad.Pong.$Properties} triad.Pong.$Shape
         */

        /**
         * Constructs a new Pong.
         * @memberof triad
         * @classdesc Represents a Pong.
         * @constructor
         * @param {triad.Pong.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Pong = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Pong nonce.
         * @member {Uint8Array} nonce
         * @memberof triad.Pong
         * @instance
         */
        Pong.prototype.nonce = $util.newBuffer([]);

        /**
         * Encodes the specified Pong message. Does not implicitly {@link triad.Pong.verify|verify} messages.
         * @function encode
         * @memberof triad.Pong
         * @static
         * @param {triad.Pong.$Properties} message Pong message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Pong.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonce);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Pong message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Pong
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Pong & triad.Pong.$Shape} Pong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Pong.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Pong();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Pong;
    })();

    triad.GetAddresses = (function() {

        /**
         * Properties of a GetAddresses.
         * @typedef {Object} triad.GetAddresses.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetAddresses.
         * @memberof triad
         * @interface IGetAddresses
         * @augments triad.GetAddresses.$Properties
         * @deprecated Use triad.GetAddresses.$Properties instead.
         */

        /**
         * Shape of a GetAddresses.
         * @typedef {triad.GetAddresses.$Properties} triad.GetAddresses.$Shape
         */

        /**
         * Constructs a new GetAddresses.
         * @memberof triad
         * @classdesc Represents a GetAddresses.
         * @constructor
         * @param {triad.GetAddresses.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetAddresses = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified GetAddresses message. Does not implicitly {@link triad.GetAddresses.verify|verify} messages.
         * @function encode
         * @memberof triad.GetAddresses
         * @static
         * @param {triad.GetAddresses.$Properties} message GetAddresses message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetAddresses.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetAddresses message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetAddresses
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetAddresses & triad.GetAddresses.$Shape} GetAddresses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetAddresses.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetAddresses();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetAddresses;
    })();

    triad.Addresses = (function() {

        /**
         * Properties of an Addresses.
         * @typedef {Object} triad.Addresses.$Properties
         * @property {Array.<triad.Address.$Properties>|null} [addresses] Addresses addresses
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Addresses.
         * @memberof triad
         * @interface IAddresses
         * @augments triad.Addresses.$Properties
         * @deprecated Use triad.Addresses.$Properties instead.
         */

        /**
         * Shape of an Addresses.
         * @typedef {triad.Addresses.$Properties} triad.Addresses.$Shape
         */

        /**
         * Constructs a new Addresses.
         * @memberof triad
         * @classdesc Represents an Addresses.
         * @constructor
         * @param {triad.Addresses.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Addresses = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Addresses addresses.
         * @member {Array.<triad.Address.$Properties>} addresses
         * @memberof triad.Addresses
         * @instance
         */
        Addresses.prototype.addresses = $util.emptyArray;

        /**
         * Encodes the specified Addresses message. Does not implicitly {@link triad.Addresses.verify|verify} messages.
         * @function encode
         * @memberof triad.Addresses
         * @static
         * @param {triad.Addresses.$Properties} message Addresses message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Addresses.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    $root.triad.Address.encode(message.addresses[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Addresses message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Addresses
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Addresses & triad.Addresses.$Shape} Addresses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Addresses.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Addresses();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push($root.triad.Address.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Addresses;
    })();

    triad.Address = (function() {

        /**
         * Properties of an Address.
         * @typedef {Object} triad.Address.$Properties
         * @property {string|null} [host] Address host
         * @property {number|null} [port] Address port
         * @property {triad.Role|null} [role] Address role
         * @property {boolean|null} [tls] Address tls
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Address.
         * @memberof triad
         * @interface IAddress
         * @augments triad.Address.$Properties
         * @deprecated Use triad.Address.$Properties instead.
         */

        /**
         * Shape of an Address.
         * @typedef {triad.Address.$Properties} triad.Address.$Shape
         */

        /**
         * Constructs a new Address.
         * @memberof triad
         * @classdesc Represents an Address.
         * @constructor
         * @param {triad.Address.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Address = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Address host.
         * @member {string} host
         * @memberof triad.Address
         * @instance
         */
        Address.prototype.host = "";

        /**
         * Address port.
         * @member {number} port
         * @memberof triad.Address
         * @instance
         */
        Address.prototype.port = 0;

        /**
         * Address role.
         * @member {triad.Role} role
         * @memberof triad.Address
         * @instance
         */
        Address.prototype.role = 0;

        /**
         * Address tls.
         * @member {boolean} tls
         * @memberof triad.Address
         * @instance
         */
        Address.prototype.tls = false;

        /**
         * Encodes the specified Address message. Does not implicitly {@link triad.Address.verify|verify} messages.
         * @function encode
         * @memberof triad.Address
         * @static
         * @param {triad.Address.$Properties} message Address message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Address.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
            if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.port);
            if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.role);
            if (message.tls != null && $Object.hasOwnProperty.call(message, "tls") && message.tls !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.tls);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Address message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Address
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Address & triad.Address.$Shape} Address
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Address.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Address();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.host = value;
                        else
                            delete message.host;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.port = value;
                        else
                            delete message.port;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.role = value;
                        else
                            delete message.role;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.tls = value;
                        else
                            delete message.tls;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Address;
    })();

    triad.GetHeaders = (function() {

        /**
         * Properties of a GetHeaders.
         * @typedef {Object} triad.GetHeaders.$Properties
         * @property {Uint8Array|null} [locator] GetHeaders locator
         * @property {Uint8Array|null} [stop] GetHeaders stop
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetHeaders.
         * @memberof triad
         * @interface IGetHeaders
         * @augments triad.GetHeaders.$Properties
         * @deprecated Use triad.GetHeaders.$Properties instead.
         */

        /**
         * Shape of a GetHeaders.
         * @typedef {triad.GetHeaders.$Properties} triad.GetHeaders.$Shape
         */

        /**
         * Constructs a new GetHeaders.
         * @memberof triad
         * @classdesc Represents a GetHeaders.
         * @constructor
         * @param {triad.GetHeaders.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetHeaders = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetHeaders locator.
         * @member {Uint8Array} locator
         * @memberof triad.GetHeaders
         * @instance
         */
        GetHeaders.prototype.locator = $util.newBuffer([]);

        /**
         * GetHeaders stop.
         * @member {Uint8Array} stop
         * @memberof triad.GetHeaders
         * @instance
         */
        GetHeaders.prototype.stop = $util.newBuffer([]);

        /**
         * Encodes the specified GetHeaders message. Does not implicitly {@link triad.GetHeaders.verify|verify} messages.
         * @function encode
         * @memberof triad.GetHeaders
         * @static
         * @param {triad.GetHeaders.$Properties} message GetHeaders message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetHeaders.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.locator != null && $Object.hasOwnProperty.call(message, "locator") && message.locator.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.locator);
            if (message.stop != null && $Object.hasOwnProperty.call(message, "stop") && message.stop.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.stop);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetHeaders message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetHeaders
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetHeaders & triad.GetHeaders.$Shape} GetHeaders
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetHeaders.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetHeaders();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.locator = value;
                        else
                            delete message.locator;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.stop = value;
                        else
                            delete message.stop;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetHeaders;
    })();

    triad.Headers = (function() {

        /**
         * Properties of a Headers.
         * @typedef {Object} triad.Headers.$Properties
         * @property {Uint8Array|null} [headers] Headers headers
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Headers.
         * @memberof triad
         * @interface IHeaders
         * @augments triad.Headers.$Properties
         * @deprecated Use triad.Headers.$Properties instead.
         */

        /**
         * Shape of a Headers.
         * @typedef {triad.Headers.$Properties} triad.Headers.$Shape
         */

        /**
         * Constructs a new Headers.
         * @memberof triad
         * @classdesc Represents a Headers.
         * @constructor
         * @param {triad.Headers.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Headers = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Headers headers.
         * @member {Uint8Array} headers
         * @memberof triad.Headers
         * @instance
         */
        Headers.prototype.headers = $util.newBuffer([]);

        /**
         * Encodes the specified Headers message. Does not implicitly {@link triad.Headers.verify|verify} messages.
         * @function encode
         * @memberof triad.Headers
         * @static
         * @param {triad.Headers.$Properties} message Headers message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Headers.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.headers != null && $Object.hasOwnProperty.call(message, "headers") && message.headers.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.headers);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Headers message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Headers
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Headers & triad.Headers.$Shape} Headers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Headers.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Headers();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.headers = value;
                        else
                            delete message.headers;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Headers;
    })();

    triad.Inventory = (function() {

        /**
         * Properties of an Inventory.
         * @typedef {Object} triad.Inventory.$Properties
         * @property {Uint8Array|null} [wtxids] Inventory wtxids
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Inventory.
         * @memberof triad
         * @interface IInventory
         * @augments triad.Inventory.$Properties
         * @deprecated Use triad.Inventory.$Properties instead.
         */

        /**
         * Shape of an Inventory.
         * @typedef {triad.Inventory.$Properties} triad.Inventory.$Shape
         */

        /**
         * Constructs a new Inventory.
         * @memberof triad
         * @classdesc Represents an Inventory.
         * @constructor
         * @param {triad.Inventory.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Inventory = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Inventory wtxids.
         * @member {Uint8Array} wtxids
         * @memberof triad.Inventory
         * @instance
         */
        Inventory.prototype.wtxids = $util.newBuffer([]);

        /**
         * Encodes the specified Inventory message. Does not implicitly {@link triad.Inventory.verify|verify} messages.
         * @function encode
         * @memberof triad.Inventory
         * @static
         * @param {triad.Inventory.$Properties} message Inventory message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Inventory.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.wtxids != null && $Object.hasOwnProperty.call(message, "wtxids") && message.wtxids.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.wtxids);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Inventory message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Inventory
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Inventory & triad.Inventory.$Shape} Inventory
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Inventory.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Inventory();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.wtxids = value;
                        else
                            delete message.wtxids;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Inventory;
    })();

    triad.GetTransactions = (function() {

        /**
         * Properties of a GetTransactions.
         * @typedef {Object} triad.GetTransactions.$Properties
         * @property {Uint8Array|null} [wtxids] GetTransactions wtxids
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetTransactions.
         * @memberof triad
         * @interface IGetTransactions
         * @augments triad.GetTransactions.$Properties
         * @deprecated Use triad.GetTransactions.$Properties instead.
         */

        /**
         * Shape of a GetTransactions.
         * @typedef {triad.GetTransactions.$Properties} triad.GetTransactions.$Shape
         */

        /**
         * Constructs a new GetTransactions.
         * @memberof triad
         * @classdesc Represents a GetTransactions.
         * @constructor
         * @param {triad.GetTransactions.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetTransactions = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetTransactions wtxids.
         * @member {Uint8Array} wtxids
         * @memberof triad.GetTransactions
         * @instance
         */
        GetTransactions.prototype.wtxids = $util.newBuffer([]);

        /**
         * Encodes the specified GetTransactions message. Does not implicitly {@link triad.GetTransactions.verify|verify} messages.
         * @function encode
         * @memberof triad.GetTransactions
         * @static
         * @param {triad.GetTransactions.$Properties} message GetTransactions message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetTransactions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.wtxids != null && $Object.hasOwnProperty.call(message, "wtxids") && message.wtxids.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.wtxids);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetTransactions message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetTransactions
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetTransactions & triad.GetTransactions.$Shape} GetTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetTransactions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetTransactions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.wtxids = value;
                        else
                            delete message.wtxids;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetTransactions;
    })();

    triad.Transactions = (function() {

        /**
         * Properties of a Transactions.
         * @typedef {Object} triad.Transactions.$Properties
         * @property {Array.<Uint8Array>|null} [transactions] Transactions transactions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Transactions.
         * @memberof triad
         * @interface ITransactions
         * @augments triad.Transactions.$Properties
         * @deprecated Use triad.Transactions.$Properties instead.
         */

        /**
         * Shape of a Transactions.
         * @typedef {triad.Transactions.$Properties} triad.Transactions.$Shape
         */

        /**
         * Constructs a new Transactions.
         * @memberof triad
         * @classdesc Represents a Transactions.
         * @constructor
         * @param {triad.Transactions.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Transactions = function (properties) {
            this.transactions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Transactions transactions.
         * @member {Array.<Uint8Array>} transactions
         * @memberof triad.Transactions
         * @instance
         */
        Transactions.prototype.transactions = $util.emptyArray;

        /**
         * Encodes the specified Transactions message. Does not implicitly {@link triad.Transactions.verify|verify} messages.
         * @function encode
         * @memberof triad.Transactions
         * @static
         * @param {triad.Transactions.$Properties} message Transactions message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Transactions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.transactions != null && message.transactions.length)
                for (let i = 0; i < message.transactions.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.transactions[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Transactions message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Transactions
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Transactions & triad.Transactions.$Shape} Transactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Transactions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Transactions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.transactions && message.transactions.length))
                            message.transactions = [];
                        message.transactions.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Transactions;
    })();

    triad.BlockAnnouncement = (function() {

        /**
         * Properties of a BlockAnnouncement.
         * @typedef {Object} triad.BlockAnnouncement.$Properties
         * @property {Uint8Array|null} [header] BlockAnnouncement header
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockAnnouncement.
         * @memberof triad
         * @interface IBlockAnnouncement
         * @augments triad.BlockAnnouncement.$Properties
         * @deprecated Use triad.BlockAnnouncement.$Properties instead.
         */

        /**
         * Shape of a BlockAnnouncement.
         * @typedef {triad.BlockAnnouncement.$Properties} triad.BlockAnnouncement.$Shape
         */

        /**
         * Constructs a new BlockAnnouncement.
         * @memberof triad
         * @classdesc Represents a BlockAnnouncement.
         * @constructor
         * @param {triad.BlockAnnouncement.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockAnnouncement = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockAnnouncement header.
         * @member {Uint8Array} header
         * @memberof triad.BlockAnnouncement
         * @instance
         */
        BlockAnnouncement.prototype.header = $util.newBuffer([]);

        /**
         * Encodes the specified BlockAnnouncement message. Does not implicitly {@link triad.BlockAnnouncement.verify|verify} messages.
         * @function encode
         * @memberof triad.BlockAnnouncement
         * @static
         * @param {triad.BlockAnnouncement.$Properties} message BlockAnnouncement message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockAnnouncement.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BlockAnnouncement message from the specified reader or buffer.
         * @function decode
         * @memberof triad.BlockAnnouncement
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.BlockAnnouncement & triad.BlockAnnouncement.$Shape} BlockAnnouncement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockAnnouncement.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.BlockAnnouncement();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BlockAnnouncement;
    })();

    triad.CompactBlock = (function() {

        /**
         * Properties of a CompactBlock.
         * @typedef {Object} triad.CompactBlock.$Properties
         * @property {Uint8Array|null} [header] CompactBlock header
         * @property {Uint8Array|null} [commitments] CompactBlock commitments
         * @property {Uint8Array|null} [nonce] CompactBlock nonce
         * @property {Uint8Array|null} [shortIds] CompactBlock shortIds
         * @property {Array.<triad.PrefilledTransaction.$Properties>|null} [prefilled] CompactBlock prefilled
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CompactBlock.
         * @memberof triad
         * @interface ICompactBlock
         * @augments triad.CompactBlock.$Properties
         * @deprecated Use triad.CompactBlock.$Properties instead.
         */

        /**
         * Shape of a CompactBlock.
         * @typedef {triad.CompactBlock.$Properties} triad.CompactBlock.$Shape
         */

        /**
         * Constructs a new CompactBlock.
         * @memberof triad
         * @classdesc Represents a CompactBlock.
         * @constructor
         * @param {triad.CompactBlock.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CompactBlock = function (properties) {
            this.prefilled = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CompactBlock header.
         * @member {Uint8Array} header
         * @memberof triad.CompactBlock
         * @instance
         */
        CompactBlock.prototype.header = $util.newBuffer([]);

        /**
         * CompactBlock commitments.
         * @member {Uint8Array} commitments
         * @memberof triad.CompactBlock
         * @instance
         */
        CompactBlock.prototype.commitments = $util.newBuffer([]);

        /**
         * CompactBlock nonce.
         * @member {Uint8Array} nonce
         * @memberof triad.CompactBlock
         * @instance
         */
        CompactBlock.prototype.nonce = $util.newBuffer([]);

        /**
         * CompactBlock shortIds.
         * @member {Uint8Array} shortIds
         * @memberof triad.CompactBlock
         * @instance
         */
        CompactBlock.prototype.shortIds = $util.newBuffer([]);

        /**
         * CompactBlock prefilled.
         * @member {Array.<triad.PrefilledTransaction.$Properties>} prefilled
         * @memberof triad.CompactBlock
         * @instance
         */
        CompactBlock.prototype.prefilled = $util.emptyArray;

        /**
         * Encodes the specified CompactBlock message. Does not implicitly {@link triad.CompactBlock.verify|verify} messages.
         * @function encode
         * @memberof triad.CompactBlock
         * @static
         * @param {triad.CompactBlock.$Properties} message CompactBlock message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CompactBlock.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.commitments != null && $Object.hasOwnProperty.call(message, "commitments") && message.commitments.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.commitments);
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nonce);
            if (message.shortIds != null && $Object.hasOwnProperty.call(message, "shortIds") && message.shortIds.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.shortIds);
            if (message.prefilled != null && message.prefilled.length)
                for (let i = 0; i < message.prefilled.length; ++i)
                    $root.triad.PrefilledTransaction.encode(message.prefilled[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CompactBlock message from the specified reader or buffer.
         * @function decode
         * @memberof triad.CompactBlock
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.CompactBlock & triad.CompactBlock.$Shape} CompactBlock
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CompactBlock.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.CompactBlock();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.commitments = value;
                        else
                            delete message.commitments;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.shortIds = value;
                        else
                            delete message.shortIds;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prefilled && message.prefilled.length))
                            message.prefilled = [];
                        message.prefilled.push($root.triad.PrefilledTransaction.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CompactBlock;
    })();

    triad.PrefilledTransaction = (function() {

        /**
         * Properties of a PrefilledTransaction.
         * @typedef {Object} triad.PrefilledTransaction.$Properties
         * @property {number|null} [index] PrefilledTransaction index
         * @property {Uint8Array|null} [transaction] PrefilledTransaction transaction
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PrefilledTransaction.
         * @memberof triad
         * @interface IPrefilledTransaction
         * @augments triad.PrefilledTransaction.$Properties
         * @deprecated Use triad.PrefilledTransaction.$Properties instead.
         */

        /**
         * Shape of a PrefilledTransaction.
         * @typedef {triad.PrefilledTransaction.$Properties} triad.PrefilledTransaction.$Shape
         */

        /**
         * Constructs a new PrefilledTransaction.
         * @memberof triad
         * @classdesc Represents a PrefilledTransaction.
         * @constructor
         * @param {triad.PrefilledTransaction.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PrefilledTransaction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PrefilledTransaction index.
         * @member {number} index
         * @memberof triad.PrefilledTransaction
         * @instance
         */
        PrefilledTransaction.prototype.index = 0;

        /**
         * PrefilledTransaction transaction.
         * @member {Uint8Array} transaction
         * @memberof triad.PrefilledTransaction
         * @instance
         */
        PrefilledTransaction.prototype.transaction = $util.newBuffer([]);

        /**
         * Encodes the specified PrefilledTransaction message. Does not implicitly {@link triad.PrefilledTransaction.verify|verify} messages.
         * @function encode
         * @memberof triad.PrefilledTransaction
         * @static
         * @param {triad.PrefilledTransaction.$Properties} message PrefilledTransaction message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PrefilledTransaction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
            if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction") && message.transaction.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.transaction);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PrefilledTransaction message from the specified reader or buffer.
         * @function decode
         * @memberof triad.PrefilledTransaction
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.PrefilledTransaction & triad.PrefilledTransaction.$Shape} PrefilledTransaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PrefilledTransaction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.PrefilledTransaction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.transaction = value;
                        else
                            delete message.transaction;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PrefilledTransaction;
    })();

    triad.GetBlockTransactions = (function() {

        /**
         * Properties of a GetBlockTransactions.
         * @typedef {Object} triad.GetBlockTransactions.$Properties
         * @property {Uint8Array|null} [hash] GetBlockTransactions hash
         * @property {Uint8Array|null} [indexes] GetBlockTransactions indexes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetBlockTransactions.
         * @memberof triad
         * @interface IGetBlockTransactions
         * @augments triad.GetBlockTransactions.$Properties
         * @deprecated Use triad.GetBlockTransactions.$Properties instead.
         */

        /**
         * Shape of a GetBlockTransactions.
         * @typedef {triad.GetBlockTransactions.$Properties} triad.GetBlockTransactions.$Shape
         */

        /**
         * Constructs a new GetBlockTransactions.
         * @memberof triad
         * @classdesc Represents a GetBlockTransactions.
         * @constructor
         * @param {triad.GetBlockTransactions.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetBlockTransactions = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetBlockTransactions hash.
         * @member {Uint8Array} hash
         * @memberof triad.GetBlockTransactions
         * @instance
         */
        GetBlockTransactions.prototype.hash = $util.newBuffer([]);

        /**
         * GetBlockTransactions indexes.
         * @member {Uint8Array} indexes
         * @memberof triad.GetBlockTransactions
         * @instance
         */
        GetBlockTransactions.prototype.indexes = $util.newBuffer([]);

        /**
         * Encodes the specified GetBlockTransactions message. Does not implicitly {@link triad.GetBlockTransactions.verify|verify} messages.
         * @function encode
         * @memberof triad.GetBlockTransactions
         * @static
         * @param {triad.GetBlockTransactions.$Properties} message GetBlockTransactions message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetBlockTransactions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.indexes != null && $Object.hasOwnProperty.call(message, "indexes") && message.indexes.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.indexes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetBlockTransactions message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetBlockTransactions
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetBlockTransactions & triad.GetBlockTransactions.$Shape} GetBlockTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetBlockTransactions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetBlockTransactions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.indexes = value;
                        else
                            delete message.indexes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetBlockTransactions;
    })();

    triad.BlockTransactions = (function() {

        /**
         * Properties of a BlockTransactions.
         * @typedef {Object} triad.BlockTransactions.$Properties
         * @property {Uint8Array|null} [hash] BlockTransactions hash
         * @property {Array.<Uint8Array>|null} [transactions] BlockTransactions transactions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockTransactions.
         * @memberof triad
         * @interface IBlockTransactions
         * @augments triad.BlockTransactions.$Properties
         * @deprecated Use triad.BlockTransactions.$Properties instead.
         */

        /**
         * Shape of a BlockTransactions.
         * @typedef {triad.BlockTransactions.$Properties} triad.BlockTransactions.$Shape
         */

        /**
         * Constructs a new BlockTransactions.
         * @memberof triad
         * @classdesc Represents a BlockTransactions.
         * @constructor
         * @param {triad.BlockTransactions.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockTransactions = function (properties) {
            this.transactions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockTransactions hash.
         * @member {Uint8Array} hash
         * @memberof triad.BlockTransactions
         * @instance
         */
        BlockTransactions.prototype.hash = $util.newBuffer([]);

        /**
         * BlockTransactions transactions.
         * @member {Array.<Uint8Array>} transactions
         * @memberof triad.BlockTransactions
         * @instance
         */
        BlockTransactions.prototype.transactions = $util.emptyArray;

        /**
         * Encodes the specified BlockTransactions message. Does not implicitly {@link triad.BlockTransactions.verify|verify} messages.
         * @function encode
         * @memberof triad.BlockTransactions
         * @static
         * @param {triad.BlockTransactions.$Properties} message BlockTransactions message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockTransactions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.transactions != null && message.transactions.length)
                for (let i = 0; i < message.transactions.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.transactions[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BlockTransactions message from the specified reader or buffer.
         * @function decode
         * @memberof triad.BlockTransactions
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.BlockTransactions & triad.BlockTransactions.$Shape} BlockTransactions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockTransactions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.BlockTransactions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.transactions && message.transactions.length))
                            message.transactions = [];
                        message.transactions.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BlockTransactions;
    })();

    triad.GetBlocks = (function() {

        /**
         * Properties of a GetBlocks.
         * @typedef {Object} triad.GetBlocks.$Properties
         * @property {Uint8Array|null} [hashes] GetBlocks hashes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetBlocks.
         * @memberof triad
         * @interface IGetBlocks
         * @augments triad.GetBlocks.$Properties
         * @deprecated Use triad.GetBlocks.$Properties instead.
         */

        /**
         * Shape of a GetBlocks.
         * @typedef {triad.GetBlocks.$Properties} triad.GetBlocks.$Shape
         */

        /**
         * Constructs a new GetBlocks.
         * @memberof triad
         * @classdesc Represents a GetBlocks.
         * @constructor
         * @param {triad.GetBlocks.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetBlocks = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetBlocks hashes.
         * @member {Uint8Array} hashes
         * @memberof triad.GetBlocks
         * @instance
         */
        GetBlocks.prototype.hashes = $util.newBuffer([]);

        /**
         * Encodes the specified GetBlocks message. Does not implicitly {@link triad.GetBlocks.verify|verify} messages.
         * @function encode
         * @memberof triad.GetBlocks
         * @static
         * @param {triad.GetBlocks.$Properties} message GetBlocks message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetBlocks.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes") && message.hashes.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hashes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetBlocks message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetBlocks
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetBlocks & triad.GetBlocks.$Shape} GetBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetBlocks.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetBlocks();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hashes = value;
                        else
                            delete message.hashes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetBlocks;
    })();

    triad.BlockReply = (function() {

        /**
         * Properties of a BlockReply.
         * @typedef {Object} triad.BlockReply.$Properties
         * @property {Uint8Array|null} [block] BlockReply block
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockReply.
         * @memberof triad
         * @interface IBlockReply
         * @augments triad.BlockReply.$Properties
         * @deprecated Use triad.BlockReply.$Properties instead.
         */

        /**
         * Shape of a BlockReply.
         * @typedef {triad.BlockReply.$Properties} triad.BlockReply.$Shape
         */

        /**
         * Constructs a new BlockReply.
         * @memberof triad
         * @classdesc Represents a BlockReply.
         * @constructor
         * @param {triad.BlockReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockReply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockReply block.
         * @member {Uint8Array} block
         * @memberof triad.BlockReply
         * @instance
         */
        BlockReply.prototype.block = $util.newBuffer([]);

        /**
         * Encodes the specified BlockReply message. Does not implicitly {@link triad.BlockReply.verify|verify} messages.
         * @function encode
         * @memberof triad.BlockReply
         * @static
         * @param {triad.BlockReply.$Properties} message BlockReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.block != null && $Object.hasOwnProperty.call(message, "block") && message.block.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.block);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BlockReply message from the specified reader or buffer.
         * @function decode
         * @memberof triad.BlockReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.BlockReply & triad.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.BlockReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.block = value;
                        else
                            delete message.block;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BlockReply;
    })();

    triad.BlocksNotFound = (function() {

        /**
         * Properties of a BlocksNotFound.
         * @typedef {Object} triad.BlocksNotFound.$Properties
         * @property {Uint8Array|null} [hashes] BlocksNotFound hashes
         * @property {string|null} [code] BlocksNotFound code
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlocksNotFound.
         * @memberof triad
         * @interface IBlocksNotFound
         * @augments triad.BlocksNotFound.$Properties
         * @deprecated Use triad.BlocksNotFound.$Properties instead.
         */

        /**
         * Shape of a BlocksNotFound.
         * @typedef {triad.BlocksNotFound.$Properties} triad.BlocksNotFound.$Shape
         */

        /**
         * Constructs a new BlocksNotFound.
         * @memberof triad
         * @classdesc Represents a BlocksNotFound.
         * @constructor
         * @param {triad.BlocksNotFound.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlocksNotFound = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlocksNotFound hashes.
         * @member {Uint8Array} hashes
         * @memberof triad.BlocksNotFound
         * @instance
         */
        BlocksNotFound.prototype.hashes = $util.newBuffer([]);

        /**
         * BlocksNotFound code.
         * @member {string} code
         * @memberof triad.BlocksNotFound
         * @instance
         */
        BlocksNotFound.prototype.code = "";

        /**
         * Encodes the specified BlocksNotFound message. Does not implicitly {@link triad.BlocksNotFound.verify|verify} messages.
         * @function encode
         * @memberof triad.BlocksNotFound
         * @static
         * @param {triad.BlocksNotFound.$Properties} message BlocksNotFound message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlocksNotFound.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes") && message.hashes.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hashes);
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BlocksNotFound message from the specified reader or buffer.
         * @function decode
         * @memberof triad.BlocksNotFound
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.BlocksNotFound & triad.BlocksNotFound.$Shape} BlocksNotFound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlocksNotFound.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.BlocksNotFound();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hashes = value;
                        else
                            delete message.hashes;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BlocksNotFound;
    })();

    triad.AccessRequest = (function() {

        /**
         * Properties of an AccessRequest.
         * @typedef {Object} triad.AccessRequest.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AccessRequest.
         * @memberof triad
         * @interface IAccessRequest
         * @augments triad.AccessRequest.$Properties
         * @deprecated Use triad.AccessRequest.$Properties instead.
         */

        /**
         * Shape of an AccessRequest.
         * @typedef {triad.AccessRequest.$Properties} triad.AccessRequest.$Shape
         */

        /**
         * Constructs a new AccessRequest.
         * @memberof triad
         * @classdesc Represents an AccessRequest.
         * @constructor
         * @param {triad.AccessRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AccessRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified AccessRequest message. Does not implicitly {@link triad.AccessRequest.verify|verify} messages.
         * @function encode
         * @memberof triad.AccessRequest
         * @static
         * @param {triad.AccessRequest.$Properties} message AccessRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AccessRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AccessRequest message from the specified reader or buffer.
         * @function decode
         * @memberof triad.AccessRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.AccessRequest & triad.AccessRequest.$Shape} AccessRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AccessRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.AccessRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AccessRequest;
    })();

    triad.AccessReply = (function() {

        /**
         * Properties of an AccessReply.
         * @typedef {Object} triad.AccessReply.$Properties
         * @property {triad.AccessReply.Decision|null} [decision] AccessReply decision
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AccessReply.
         * @memberof triad
         * @interface IAccessReply
         * @augments triad.AccessReply.$Properties
         * @deprecated Use triad.AccessReply.$Properties instead.
         */

        /**
         * Shape of an AccessReply.
         * @typedef {triad.AccessReply.$Properties} triad.AccessReply.$Shape
         */

        /**
         * Constructs a new AccessReply.
         * @memberof triad
         * @classdesc Represents an AccessReply.
         * @constructor
         * @param {triad.AccessReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AccessReply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AccessReply decision.
         * @member {triad.AccessReply.Decision} decision
         * @memberof triad.AccessReply
         * @instance
         */
        AccessReply.prototype.decision = 0;

        /**
         * Encodes the specified AccessReply message. Does not implicitly {@link triad.AccessReply.verify|verify} messages.
         * @function encode
         * @memberof triad.AccessReply
         * @static
         * @param {triad.AccessReply.$Properties} message AccessReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AccessReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.decision);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AccessReply message from the specified reader or buffer.
         * @function decode
         * @memberof triad.AccessReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.AccessReply & triad.AccessReply.$Shape} AccessReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AccessReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.AccessReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.decision = value;
                        else
                            delete message.decision;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decision enum.
         * @name triad.AccessReply.Decision
         * @enum {number}
         * @property {number} DECISION_UNSPECIFIED=0 DECISION_UNSPECIFIED value
         * @property {number} GRANTED=1 GRANTED value
         * @property {number} PENDING=2 PENDING value
         * @property {number} DENIED=3 DENIED value
         * @property {number} NOT_A_FULL_NODE=4 NOT_A_FULL_NODE value
         */
        AccessReply.Decision = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DECISION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "GRANTED"] = 1;
            values[valuesById[2] = "PENDING"] = 2;
            values[valuesById[3] = "DENIED"] = 3;
            values[valuesById[4] = "NOT_A_FULL_NODE"] = 4;
            return values;
        })();

        return AccessReply;
    })();

    triad.Notice = (function() {

        /**
         * Properties of a Notice.
         * @typedef {Object} triad.Notice.$Properties
         * @property {string|null} [code] Notice code
         * @property {string|null} [text] Notice text
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Notice.
         * @memberof triad
         * @interface INotice
         * @augments triad.Notice.$Properties
         * @deprecated Use triad.Notice.$Properties instead.
         */

        /**
         * Shape of a Notice.
         * @typedef {triad.Notice.$Properties} triad.Notice.$Shape
         */

        /**
         * Constructs a new Notice.
         * @memberof triad
         * @classdesc Represents a Notice.
         * @constructor
         * @param {triad.Notice.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Notice = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Notice code.
         * @member {string} code
         * @memberof triad.Notice
         * @instance
         */
        Notice.prototype.code = "";

        /**
         * Notice text.
         * @member {string} text
         * @memberof triad.Notice
         * @instance
         */
        Notice.prototype.text = "";

        /**
         * Encodes the specified Notice message. Does not implicitly {@link triad.Notice.verify|verify} messages.
         * @function encode
         * @memberof triad.Notice
         * @static
         * @param {triad.Notice.$Properties} message Notice message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Notice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Notice message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Notice
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Notice & triad.Notice.$Shape} Notice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Notice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Notice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Notice;
    })();

    triad.GetFilters = (function() {

        /**
         * Properties of a GetFilters.
         * @typedef {Object} triad.GetFilters.$Properties
         * @property {number|null} [startHeight] GetFilters startHeight
         * @property {Uint8Array|null} [stop] GetFilters stop
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetFilters.
         * @memberof triad
         * @interface IGetFilters
         * @augments triad.GetFilters.$Properties
         * @deprecated Use triad.GetFilters.$Properties instead.
         */

        /**
         * Shape of a GetFilters.
         * @typedef {triad.GetFilters.$Properties} triad.GetFilters.$Shape
         */

        /**
         * Constructs a new GetFilters.
         * @memberof triad
         * @classdesc Represents a GetFilters.
         * @constructor
         * @param {triad.GetFilters.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetFilters = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetFilters startHeight.
         * @member {number} startHeight
         * @memberof triad.GetFilters
         * @instance
         */
        GetFilters.prototype.startHeight = 0;

        /**
         * GetFilters stop.
         * @member {Uint8Array} stop
         * @memberof triad.GetFilters
         * @instance
         */
        GetFilters.prototype.stop = $util.newBuffer([]);

        /**
         * Encodes the specified GetFilters message. Does not implicitly {@link triad.GetFilters.verify|verify} messages.
         * @function encode
         * @memberof triad.GetFilters
         * @static
         * @param {triad.GetFilters.$Properties} message GetFilters message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetFilters.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.startHeight != null && $Object.hasOwnProperty.call(message, "startHeight") && message.startHeight !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.startHeight);
            if (message.stop != null && $Object.hasOwnProperty.call(message, "stop") && message.stop.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.stop);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetFilters message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetFilters
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetFilters & triad.GetFilters.$Shape} GetFilters
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetFilters.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetFilters();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.startHeight = value;
                        else
                            delete message.startHeight;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.stop = value;
                        else
                            delete message.stop;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetFilters;
    })();

    triad.Filters = (function() {

        /**
         * Properties of a Filters.
         * @typedef {Object} triad.Filters.$Properties
         * @property {number|null} [startHeight] Filters startHeight
         * @property {Uint8Array|null} [stop] Filters stop
         * @property {Uint8Array|null} [roots] Filters roots
         * @property {Array.<Uint8Array>|null} [filters] Filters filters
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Filters.
         * @memberof triad
         * @interface IFilters
         * @augments triad.Filters.$Properties
         * @deprecated Use triad.Filters.$Properties instead.
         */

        /**
         * Shape of a Filters.
         * @typedef {triad.Filters.$Properties} triad.Filters.$Shape
         */

        /**
         * Constructs a new Filters.
         * @memberof triad
         * @classdesc Represents a Filters.
         * @constructor
         * @param {triad.Filters.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Filters = function (properties) {
            this.filters = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Filters startHeight.
         * @member {number} startHeight
         * @memberof triad.Filters
         * @instance
         */
        Filters.prototype.startHeight = 0;

        /**
         * Filters stop.
         * @member {Uint8Array} stop
         * @memberof triad.Filters
         * @instance
         */
        Filters.prototype.stop = $util.newBuffer([]);

        /**
         * Filters roots.
         * @member {Uint8Array} roots
         * @memberof triad.Filters
         * @instance
         */
        Filters.prototype.roots = $util.newBuffer([]);

        /**
         * Filters filters.
         * @member {Array.<Uint8Array>} filters
         * @memberof triad.Filters
         * @instance
         */
        Filters.prototype.filters = $util.emptyArray;

        /**
         * Encodes the specified Filters message. Does not implicitly {@link triad.Filters.verify|verify} messages.
         * @function encode
         * @memberof triad.Filters
         * @static
         * @param {triad.Filters.$Properties} message Filters message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Filters.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.startHeight != null && $Object.hasOwnProperty.call(message, "startHeight") && message.startHeight !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.startHeight);
            if (message.stop != null && $Object.hasOwnProperty.call(message, "stop") && message.stop.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.stop);
            if (message.roots != null && $Object.hasOwnProperty.call(message, "roots") && message.roots.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.roots);
            if (message.filters != null && message.filters.length)
                for (let i = 0; i < message.filters.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.filters[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Filters message from the specified reader or buffer.
         * @function decode
         * @memberof triad.Filters
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.Filters & triad.Filters.$Shape} Filters
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Filters.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.Filters();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.startHeight = value;
                        else
                            delete message.startHeight;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.stop = value;
                        else
                            delete message.stop;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.roots = value;
                        else
                            delete message.roots;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.filters && message.filters.length))
                            message.filters = [];
                        message.filters.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Filters;
    })();

    triad.GetTransactionProof = (function() {

        /**
         * Properties of a GetTransactionProof.
         * @typedef {Object} triad.GetTransactionProof.$Properties
         * @property {Uint8Array|null} [hash] GetTransactionProof hash
         * @property {Uint8Array|null} [txid] GetTransactionProof txid
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GetTransactionProof.
         * @memberof triad
         * @interface IGetTransactionProof
         * @augments triad.GetTransactionProof.$Properties
         * @deprecated Use triad.GetTransactionProof.$Properties instead.
         */

        /**
         * Shape of a GetTransactionProof.
         * @typedef {triad.GetTransactionProof.$Properties} triad.GetTransactionProof.$Shape
         */

        /**
         * Constructs a new GetTransactionProof.
         * @memberof triad
         * @classdesc Represents a GetTransactionProof.
         * @constructor
         * @param {triad.GetTransactionProof.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GetTransactionProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GetTransactionProof hash.
         * @member {Uint8Array} hash
         * @memberof triad.GetTransactionProof
         * @instance
         */
        GetTransactionProof.prototype.hash = $util.newBuffer([]);

        /**
         * GetTransactionProof txid.
         * @member {Uint8Array} txid
         * @memberof triad.GetTransactionProof
         * @instance
         */
        GetTransactionProof.prototype.txid = $util.newBuffer([]);

        /**
         * Encodes the specified GetTransactionProof message. Does not implicitly {@link triad.GetTransactionProof.verify|verify} messages.
         * @function encode
         * @memberof triad.GetTransactionProof
         * @static
         * @param {triad.GetTransactionProof.$Properties} message GetTransactionProof message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GetTransactionProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.txid != null && $Object.hasOwnProperty.call(message, "txid") && message.txid.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.txid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GetTransactionProof message from the specified reader or buffer.
         * @function decode
         * @memberof triad.GetTransactionProof
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.GetTransactionProof & triad.GetTransactionProof.$Shape} GetTransactionProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GetTransactionProof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.GetTransactionProof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.txid = value;
                        else
                            delete message.txid;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetTransactionProof;
    })();

    triad.TransactionProof = (function() {

        /**
         * Properties of a TransactionProof.
         * @typedef {Object} triad.TransactionProof.$Properties
         * @property {Uint8Array|null} [hash] TransactionProof hash
         * @property {Uint8Array|null} [txid] TransactionProof txid
         * @property {Uint8Array|null} [transaction] TransactionProof transaction
         * @property {number|null} [index] TransactionProof index
         * @property {number|null} [txCount] TransactionProof txCount
         * @property {Uint8Array|null} [siblings] TransactionProof siblings
         * @property {Uint8Array|null} [commitments] TransactionProof commitments
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TransactionProof.
         * @memberof triad
         * @interface ITransactionProof
         * @augments triad.TransactionProof.$Properties
         * @deprecated Use triad.TransactionProof.$Properties instead.
         */

        /**
         * Shape of a TransactionProof.
         * @typedef {triad.TransactionProof.$Properties} triad.TransactionProof.$Shape
         */

        /**
         * Constructs a new TransactionProof.
         * @memberof triad
         * @classdesc Represents a TransactionProof.
         * @constructor
         * @param {triad.TransactionProof.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TransactionProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TransactionProof hash.
         * @member {Uint8Array} hash
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.hash = $util.newBuffer([]);

        /**
         * TransactionProof txid.
         * @member {Uint8Array} txid
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.txid = $util.newBuffer([]);

        /**
         * TransactionProof transaction.
         * @member {Uint8Array} transaction
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.transaction = $util.newBuffer([]);

        /**
         * TransactionProof index.
         * @member {number} index
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.index = 0;

        /**
         * TransactionProof txCount.
         * @member {number} txCount
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.txCount = 0;

        /**
         * TransactionProof siblings.
         * @member {Uint8Array} siblings
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.siblings = $util.newBuffer([]);

        /**
         * TransactionProof commitments.
         * @member {Uint8Array} commitments
         * @memberof triad.TransactionProof
         * @instance
         */
        TransactionProof.prototype.commitments = $util.newBuffer([]);

        /**
         * Encodes the specified TransactionProof message. Does not implicitly {@link triad.TransactionProof.verify|verify} messages.
         * @function encode
         * @memberof triad.TransactionProof
         * @static
         * @param {triad.TransactionProof.$Properties} message TransactionProof message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TransactionProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.txid != null && $Object.hasOwnProperty.call(message, "txid") && message.txid.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.txid);
            if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction") && message.transaction.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.transaction);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.index);
            if (message.txCount != null && $Object.hasOwnProperty.call(message, "txCount") && message.txCount !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.txCount);
            if (message.siblings != null && $Object.hasOwnProperty.call(message, "siblings") && message.siblings.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.siblings);
            if (message.commitments != null && $Object.hasOwnProperty.call(message, "commitments") && message.commitments.length)
                writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.commitments);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TransactionProof message from the specified reader or buffer.
         * @function decode
         * @memberof triad.TransactionProof
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.TransactionProof & triad.TransactionProof.$Shape} TransactionProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TransactionProof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.TransactionProof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.txid = value;
                        else
                            delete message.txid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.transaction = value;
                        else
                            delete message.transaction;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.txCount = value;
                        else
                            delete message.txCount;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.siblings = value;
                        else
                            delete message.siblings;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.commitments = value;
                        else
                            delete message.commitments;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TransactionProof;
    })();

    triad.ProofNotFound = (function() {

        /**
         * Properties of a ProofNotFound.
         * @typedef {Object} triad.ProofNotFound.$Properties
         * @property {Uint8Array|null} [hash] ProofNotFound hash
         * @property {Uint8Array|null} [txid] ProofNotFound txid
         * @property {string|null} [code] ProofNotFound code
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ProofNotFound.
         * @memberof triad
         * @interface IProofNotFound
         * @augments triad.ProofNotFound.$Properties
         * @deprecated Use triad.ProofNotFound.$Properties instead.
         */

        /**
         * Shape of a ProofNotFound.
         * @typedef {triad.ProofNotFound.$Properties} triad.ProofNotFound.$Shape
         */

        /**
         * Constructs a new ProofNotFound.
         * @memberof triad
         * @classdesc Represents a ProofNotFound.
         * @constructor
         * @param {triad.ProofNotFound.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ProofNotFound = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ProofNotFound hash.
         * @member {Uint8Array} hash
         * @memberof triad.ProofNotFound
         * @instance
         */
        ProofNotFound.prototype.hash = $util.newBuffer([]);

        /**
         * ProofNotFound txid.
         * @member {Uint8Array} txid
         * @memberof triad.ProofNotFound
         * @instance
         */
        ProofNotFound.prototype.txid = $util.newBuffer([]);

        /**
         * ProofNotFound code.
         * @member {string} code
         * @memberof triad.ProofNotFound
         * @instance
         */
        ProofNotFound.prototype.code = "";

        /**
         * Encodes the specified ProofNotFound message. Does not implicitly {@link triad.ProofNotFound.verify|verify} messages.
         * @function encode
         * @memberof triad.ProofNotFound
         * @static
         * @param {triad.ProofNotFound.$Properties} message ProofNotFound message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProofNotFound.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.txid != null && $Object.hasOwnProperty.call(message, "txid") && message.txid.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.txid);
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.code);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ProofNotFound message from the specified reader or buffer.
         * @function decode
         * @memberof triad.ProofNotFound
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {triad.ProofNotFound & triad.ProofNotFound.$Shape} ProofNotFound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProofNotFound.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.triad.ProofNotFound();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.txid = value;
                        else
                            delete message.txid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ProofNotFound;
    })();

    return triad;
})();

export {
  $root as default
};
