/** What a browser is known by, as it asks. */
export interface Visitor {
  /** The smallest network of the address, since one browser may use any address in it. Neither stored nor logged. */
  network: string;
  userAgent: string;
}
