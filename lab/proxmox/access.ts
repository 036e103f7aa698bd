import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { denied, failed, invalid, unknownCaller } from "./failure.js";

/** Privileges on a path and on all below it. */
export interface Grant {
  readonly path: string;
  readonly privileges: readonly string[];
}

/** A user and what may be done with his name. */
export interface Account {
  /** With the realm: `fence@pve`. */
  readonly user: string;
  readonly password?: string;
  /** Secrets of API tokens by the token's name; each may what its user may. */
  readonly tokens?: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
}

/** Who makes a call. */
export interface Caller {
  readonly user: string;
  readonly token?: string;
}

/** What a call needs: one of the privileges on the path. */
export interface Need {
  readonly path: string;
  readonly oneOf: readonly string[];
}

const TICKET_SECONDS = 7200;

/** Who may do what: passwords, tickets, API tokens and privileges. */
export class Access {
  private readonly key = randomBytes(32);
  // Tickets from before this time are worth nothing.
  private since = 0;
  // Secrets by the token's whole name, `user@realm!token`.
  private readonly tokens: Map<string, string>;

  constructor(
    private readonly accounts: readonly Account[],
    private readonly isWithheld: (user: string, need: Need) => boolean,
    private readonly now: () => number,
  ) {
    const known = accounts.flatMap(({ user, tokens = {} }) =>
      Object.entries(tokens).map(([name, secret]) => [nameOf({ user, token: name }), secret] as const),
    );
    this.tokens = new Map(known);
  }

  /** What `access/ticket` answers; a ticket that is still good serves as the password. */
  login(username: string, password: string): Readonly<Record<string, unknown>> {
    const account = this.accounts.find(({ user }) => user === username);
    const good = account?.password === password || this.ticketHolder(password) === username;
    if (account === undefined || !good) throw unknownCaller("authentication failure");
    const time = this.time();
    return {
      username,
      ticket: `PVE:${username}:${time}::${this.signature(`PVE:${username}:${time}`)}`,
      CSRFPreventionToken: `${time}:${this.signature(`${time}:${username}`)}`,
      clustername: "lab",
      cap: {},
    };
  }

  /** Who sends these headers; refuses who cannot be told. */
  caller(headers: IncomingHttpHeaders, changes: boolean): Caller {
    const token = /^PVEAPIToken=([^!]+)!([^=]+)=(.+)$/.exec(headers.authorization ?? "");
    if (token) return this.tokenHolder(token[1] ?? "", token[2] ?? "", token[3] ?? "");
    const ticket = /(?:^|;\s*)PVEAuthCookie=([^;]+)/.exec(headers.cookie ?? "")?.[1];
    if (ticket === undefined) throw unknownCaller("No ticket");
    // Browsers escape the ticket in a cookie, fence_pve does not; a base64 text has a % in neither.
    const user = this.ticketHolder(ticket.includes("%") ? decodeURIComponent(ticket) : ticket);
    if (user === undefined) throw unknownCaller("permission denied - invalid PVE ticket");
    const [time = "", signature = ""] = String(headers["csrfpreventiontoken"] ?? "").split(":");
    if (changes && !same(signature, this.signature(`${time}:${user}`)))
      throw unknownCaller("Permission denied - invalid csrf token");
    return { user };
  }

  /** Whether a caller has one of some privileges on a path. */
  may(caller: Caller, need: Need): boolean {
    if (caller.user === "root@pam") return true;
    const grants = this.accounts.find(({ user }) => user === caller.user)?.grants ?? [];
    return need.oneOf.some(
      (privilege) =>
        grants.some(({ path, privileges }) => covers(path, need.path) && privileges.includes(privilege)) &&
        !this.isWithheld(caller.user, { path: need.path, oneOf: [privilege] }),
    );
  }

  /** What `access/permissions` answers: the caller's privileges by path, or those that hold on one path. */
  permissions(caller: Caller, asked?: string): Readonly<Record<string, Readonly<Record<string, 1>>>> {
    const all = this.accounts.find(({ user }) => user === caller.user)?.grants ?? [];
    const inherited = all.filter(({ path }) => asked !== undefined && covers(path, asked));
    const whole = { path: asked ?? "", privileges: inherited.flatMap(({ privileges }) => privileges) };
    const held = (asked === undefined ? all : [whole]).map(({ path, privileges }) => {
      const left = privileges.filter((each) => this.may(caller, { path, oneOf: [each] }));
      return [path, Object.fromEntries(left.map((each) => [each, 1 as const]))] as const;
    });
    return Object.fromEntries(held);
  }

  /** Refuses a caller who lacks something of what is needed. */
  demand(caller: Caller, needs: readonly Need[]): void {
    const lacking = needs.find((need) => !this.may(caller, need));
    if (lacking) throw denied(lacking.path, lacking.oneOf);
  }

  /** Makes an API token of a user and answers its secret, which is never told again. */
  makeToken(user: string, token: string): string {
    const name = this.tokenName(user, token);
    if (this.tokens.has(name)) throw invalid({ tokenid: "Token already exists." });
    const secret = randomUUID();
    this.tokens.set(name, secret);
    return secret;
  }

  /** Takes an API token back: it is not good from now on. */
  revokeToken(user: string, token: string): void {
    if (!this.tokens.delete(this.tokenName(user, token)))
      throw failed(`no such token '${token}' for user '${user}'`);
  }

  /** Ends all tickets. */
  expireTickets(): void {
    this.since = Math.floor(this.now() / 1000) + 1;
  }

  private tokenHolder(user: string, token: string, secret: string): Caller {
    const known = this.tokens.get(nameOf({ user, token }));
    if (known === undefined) throw unknownCaller(`no such token '${token}' for user '${user}'`);
    if (!same(known, secret)) throw unknownCaller("invalid token value!");
    return { user, token };
  }

  private tokenName(user: string, token: string): string {
    if (!this.accounts.some((each) => each.user === user)) throw failed(`no such user ('${user}')`);
    return nameOf({ user, token });
  }

  private ticketHolder(ticket: string): string | undefined {
    const [, signed, user = "", time = "", signature] =
      /^(PVE:([^:]+):([0-9A-F]+))::(.+)$/.exec(ticket) ?? [];
    if (signed === undefined || !same(signature ?? "", this.signature(signed))) return undefined;
    const made = parseInt(time, 16);
    const good = made >= this.since && this.now() / 1000 - made < TICKET_SECONDS;
    return good ? user : undefined;
  }

  private signature(text: string): string {
    return createHmac("sha256", this.key).update(text).digest("base64");
  }

  // A login in the second in which all tickets were ended is good.
  private time(): string {
    const seconds = Math.max(Math.floor(this.now() / 1000), this.since);
    return seconds.toString(16).toUpperCase().padStart(8, "0");
  }
}

/** The name that tasks carry: `user@realm` or `user@realm!token`. */
export function nameOf({ user, token }: Caller): string {
  return token === undefined ? user : `${user}!${token}`;
}

function covers(path: string, below: string): boolean {
  return path === "/" || path === below || below.startsWith(`${path}/`);
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
