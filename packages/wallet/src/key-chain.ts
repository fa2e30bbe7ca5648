/**
 * The wallet's keys: BIP-32 below m/86'/1'/0', branch 0 for receiving and branch 1 for change, as in BIP-86 (coin type
 * 1 is SLIP-44's "test network of any coin").
 *
 * Unlike BIP-86 the keys are not tweaked: an output holds a raw x-only key and nothing but a signature spends it, so
 * there is no script path whose absence a tweak would have to prove. An x-only key stands for the point with the even
 * y; BIP-340 signing negates a secret key where that is needed, so any secret key will do.
 *
 * What BIP-32 calls an invalid child (less likely than 1 in 2^127) is skipped, and the next child's key stands for this
 * index as well, the same way in every derivation: scanning and signing agree.
 *
 * No step below the account is hardened, so the account's public key is enough to watch; secrets may come and go.
 */
import { assert, type HashKey, hashKey } from "@triad/chain";
import { equalBytes, type SchnorrBackend } from "@triad/crypto";
import { accountNode, type KeySource } from "./account-key.ts";
import { ChildKeys } from "./child-keys.ts";
import { ChildSecrets } from "./child-secrets.ts";

/** Addresses without a payment that a scan looks ahead, so that a seed alone brings back all coins. BIP-44's number. */
export const GAP_LIMIT = 20;

export const RECEIVE = 0;
export const CHANGE = 1;
export type Branch = typeof RECEIVE | typeof CHANGE;

export interface KeyPath {
  readonly branch: Branch;
  /** Place on the branch, from 0. */
  readonly index: number;
}

/** How far a branch is: `used` is one above the highest index paid in a block, `next` is the one to hand out. */
export interface BranchState {
  readonly next: number;
  readonly used: number;
}

export type BranchStates = readonly [receive: BranchState, change: BranchState];

export class KeyChain {
  /** Tells whether records were made with this seed: BIP-32's fingerprint of the account key, uint32. */
  readonly fingerprint: number;
  readonly #accountKey: Uint8Array;
  readonly #branches: readonly [ChildKeys, ChildKeys];
  /** Undefined: it watches, and signs nothing. */
  #secrets: readonly [ChildSecrets, ChildSecrets] | undefined;
  readonly #schnorr: SchnorrBackend;
  readonly #keys: readonly [Uint8Array[], Uint8Array[]] = [[], []];
  readonly #paths = new Map<HashKey, KeyPath>();
  readonly #states: [BranchState, BranchState] = [
    { next: 0, used: 0 },
    { next: 0, used: 0 },
  ];

  /** With a seed (16 to 64 bytes) it can sign at once. @throws RangeError or Error on another length. */
  constructor(source: KeySource, schnorr: SchnorrBackend) {
    const account = accountNode(source).wipePrivateData();
    assert(account.publicKey !== null, "an account has a public key");
    this.fingerprint = account.fingerprint;
    this.#accountKey = account.publicKey;
    this.#branches = [
      new ChildKeys(account.deriveChild(RECEIVE), schnorr),
      new ChildKeys(account.deriveChild(CHANGE), schnorr),
    ];
    this.#schnorr = schnorr;
    if (source instanceof Uint8Array) this.unlock(source);
    this.#lookAhead(RECEIVE);
    this.#lookAhead(CHANGE);
  }

  get isLocked(): boolean {
    return this.#secrets === undefined;
  }

  /** From now on it can sign. False, and nothing changed: the seed is of another account. */
  unlock(seed: Uint8Array): boolean {
    const account = accountNode(seed);
    assert(account.publicKey !== null, "an account has a public key");
    if (!equalBytes(account.publicKey, this.#accountKey)) {
      account.wipePrivateData();
      return false;
    }
    this.lock();
    const branches = [account.deriveChild(RECEIVE), account.deriveChild(CHANGE)] as const;
    this.#secrets = [new ChildSecrets(branches[RECEIVE]), new ChildSecrets(branches[CHANGE])];
    for (const key of [account, ...branches]) key.wipePrivateData();
    return true;
  }

  /** Forgets what it signs with: the bytes are overwritten, as far as a program in JavaScript can tell. */
  lock(): void {
    for (const secrets of this.#secrets ?? []) secrets.forget();
    this.#secrets = undefined;
  }

  /** To be written down; `restore` brings it back. */
  get states(): BranchStates {
    return [this.#states[RECEIVE], this.#states[CHANGE]];
  }

  restore(states: BranchStates): void {
    for (const branch of [RECEIVE, CHANGE] as const) {
      this.#states[branch] = states[branch];
      this.#lookAhead(branch);
    }
  }

  /** Of a key that a scan looks for; undefined for everybody else's. */
  pathOf(key: Uint8Array): KeyPath | undefined {
    return this.#paths.get(hashKey(key));
  }

  /** All keys that a scan looks for: those that were paid, and GAP_LIMIT further ones of each branch. */
  watched(): readonly Uint8Array[] {
    return [...this.#keys[RECEIVE], ...this.#keys[CHANGE]];
  }

  /** The x-only key, 32 bytes. */
  key({ branch, index }: KeyPath): Uint8Array {
    return this.#keys[branch][index] ?? this.#deriveKey(branch, index);
  }

  /** 32 bytes, derived anew each time so that no list of secrets lies about in memory. Not while it is locked. */
  secretKey({ branch, index }: KeyPath): Uint8Array {
    assert(this.#secrets !== undefined, "whoever signs has unlocked the keys");
    return this.#secrets[branch].at(index);
  }

  nextPath(branch: Branch): KeyPath {
    return { branch, index: this.#states[branch].next };
  }

  /** Whether there is a further key to hand out that a scan by the seed alone is sure to find. */
  mayAdvance(branch: Branch): boolean {
    const { next, used } = this.#states[branch];
    return next + 1 < used + GAP_LIMIT;
  }

  /**
   * This key is known to others: hand out a later one. At the gap limit the last key is handed out again, since less
   * privacy is better than coins that the seed doesn't find. True when something changed.
   */
  markKnown({ branch, index }: KeyPath): boolean {
    const { next, used } = this.#states[branch];
    const wanted = Math.min(index + 1, used + GAP_LIMIT - 1);
    if (wanted <= next) return false;
    this.#states[branch] = { next: wanted, used };
    return true;
  }

  /**
   * A block paid to this key: look further ahead. Never taken back, for a block that is disconnected has still shown
   * the key. True when something changed.
   */
  markUsed(path: KeyPath): boolean {
    const { next, used } = this.#states[path.branch];
    if (path.index < used) return false;
    this.#states[path.branch] = { next, used: path.index + 1 };
    this.#lookAhead(path.branch);
    this.markKnown(path);
    return true;
  }

  #lookAhead(branch: Branch): void {
    const keys = this.#keys[branch];
    for (let index = keys.length; index < this.#states[branch].used + GAP_LIMIT; index++) {
      const key = this.#deriveKey(branch, index);
      keys.push(key);
      this.#paths.set(hashKey(key), { branch, index });
    }
  }

  #deriveKey(branch: Branch, index: number): Uint8Array {
    if (this.#secrets === undefined) return this.#branches[branch].at(index);
    const secretKey = this.#secrets[branch].at(index);
    const key = this.#schnorr.publicKey(secretKey);
    secretKey.fill(0);
    return key;
  }
}
