import type { Socket } from 'node:net';

/**
 * The open connections of one server, so that no address holds all of them. When an address has as many as it may, one more closes the
 * one among them that has waited longest without a request in hand: a slow sender, or one that is only kept. When all have a request in
 * hand, the new one is refused. So whoever opens connections and sends nothing takes them from himself.
 */
export class Sockets {
  private readonly perAddressMax: number;
  /** By address, each with its requests in hand, in the order in which they began to wait. */
  private readonly held = new Map<string, Map<Socket, number>>();
  /** No request can be read from them any more; they end after the answers that are owed. */
  private readonly ending = new WeakSet<Socket>();

  constructor(perAddressMax: number) {
    this.perAddressMax = perAddressMax;
  }

  /** `closed`: another connection of the address made room for it. */
  admit(socket: Socket): 'admitted' | 'closed' | 'refused' {
    const address = socket.remoteAddress ?? '';
    const sockets = this.held.get(address) ?? new Map<Socket, number>();
    const isFull = sockets.size >= this.perAddressMax;
    if (isFull && !closeWaiting(sockets)) return 'refused';
    sockets.set(socket, 0);
    this.held.set(address, sockets);
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.held.get(address) === sockets) this.held.delete(address);
    });
    return isFull ? 'closed' : 'admitted';
  }

  /** A whole request has come. */
  begin(socket: Socket): void {
    const sockets = this.held.get(socket.remoteAddress ?? '');
    const inHand = sockets?.get(socket);
    if (inHand !== undefined) sockets?.set(socket, inHand + 1);
  }

  /** A request was answered; the connection waits for the next one. */
  finish(socket: Socket): void {
    const sockets = this.held.get(socket.remoteAddress ?? '');
    const inHand = sockets?.get(socket);
    if (sockets === undefined || inHand === undefined) return;
    sockets.delete(socket);
    sockets.set(socket, Math.max(0, inHand - 1));
    if (inHand <= 1 && this.ending.has(socket)) socket.destroySoon();
  }

  /** True when answers are owed; then the connection ends after the last of them. */
  endAfterAnswers(socket: Socket): boolean {
    const isOwing = (this.held.get(socket.remoteAddress ?? '')?.get(socket) ?? 0) > 0;
    if (isOwing) this.ending.add(socket);
    return isOwing;
  }
}

function closeWaiting(sockets: Map<Socket, number>): boolean {
  for (const [socket, inHand] of sockets) {
    if (inHand > 0) continue;
    sockets.delete(socket);
    socket.destroy();
    return true;
  }
  return false;
}
