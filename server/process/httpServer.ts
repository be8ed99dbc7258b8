import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a connection may keep us waiting, in milliseconds. */
interface Patience {
  /** From the first byte of a request to the end of its headers. */
  headers: number;
  /** From its first byte to its last, the body included; after that it is answered with 408 and ends. */
  request: number;
  /** A connection on which nothing goes either way while a request is answered. Streams and sockets say more often that they live. */
  silence: number;
  /** Between two requests. Longer than a proxy keeps a connection to us, else it may use one at the moment that we end it: nginx has 60 seconds. */
  idle: number;
  /** How often is looked whose time is up. */
  look: number;
}

const usualPatience: Patience = {
  headers: 10_000,
  request: 20_000,
  silence: 120_000,
  idle: 75_000,
  look: 2_000,
};

/** Bytes of a request line and headers together, of which a long address is the most; above that the answer is 431. */
const mostHeaderBytes = 16_384;

/** A server whose connections nobody can keep busy for long by sending slowly. Streams and WebSockets stay open. */
export function createHttpServer(answer: RequestListener, patience: Patience = usualPatience): Server {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.look,
      maxHeaderSize: mostHeaderBytes,
    },
    answer,
  );
  server.timeout = patience.silence;
  return server;
}
