/** What the compiler may know of a credential: never its value. */
export interface CredentialFace {
  readonly kind: string;
  /** Where it may be sent: `host` or `host:port`. */
  readonly hosts: readonly string[];
}

/** The credentials of a workspace by handle. */
export interface Credentials {
  get(handle: string): CredentialFace | undefined;
}
