/** A line between a browser and a server that can be cut, closed to newcomers, or fall silent. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class TcpProxy implements AsyncDisposable {
  /** Newcomers are turned away. */
  closed = false;
  /** What newcomers ask arrives; the answers do not. */
  mute = false;
  private readonly lines = new Set<{ near: Socket; far: Socket; asked: string }>();
  private readonly server: Server;

  private constructor(to: number) {
    this.server = createServer((near) => {
      if (this.closed) {
        near.resetAndDestroy();
        return;
      }
      const far = connect(to, '127.0.0.1');
      const line = { near, far, asked: '' };
      this.lines.add(line);
      const end = () => {
        this.lines.delete(line);
        near.destroy();
        far.destroy();
      };
      for (const socket of [near, far]) socket.on('error', end).on('close', end);
      near.on('data', (data) => (line.asked = data.toString('latin1')));
      near.pipe(far);
      if (this.mute) far.resume();
      else far.pipe(near);
    });
  }

  /** @param to a port of this machine */
  static async start(to: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(to);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get base(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Every connection breaks (RST). */
  cut(): void {
    for (const { near } of [...this.lines]) near.resetAndDestroy();
  }

  /**
   * Answers of the connections whose last request held this text no longer arrive, and nobody is told.
   * @returns how many connections fell silent
   */
  silence(asked: string): number {
    const silenced = [...this.lines].filter((line) => line.asked.includes(asked));
    for (const { near, far } of silenced) {
      far.unpipe(near);
      far.resume();
    }
    return silenced.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
