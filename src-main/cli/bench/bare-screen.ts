import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SerialPort } from 'serialport';
import { WebSocketServer } from 'ws';

const PAGE = `<!doctype html><meta charset="utf-8"><title>bare</title><p id="state">closed</p><ol id="rows"></ol><script>
  const socket = new WebSocket('ws://' + location.host);
  socket.onopen = () => document.getElementById('state').className = 'open';
  socket.onmessage = ({ data }) => {
    const row = document.createElement('li');
    row.textContent = data;
    document.getElementById('rows').append(row);
  };
</script>`;

/** From a serial line to a row on a page with nothing in between: no till, no journal, no React. */
export class BareScreen {
  readonly address: string;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #port: SerialPort;

  private constructor(server: Server, sockets: WebSocketServer, port: SerialPort) {
    this.#server = server;
    this.#sockets = sockets;
    this.#port = port;
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  static async start(serialPath: string): Promise<BareScreen> {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    const port = new SerialPort({ path: serialPath, baudRate: 38_400, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error === null ? resolve() : reject(error)));
    });
    let held = '';
    port.on('data', (bytes: Buffer) => {
      held += bytes.toString('latin1');
      const end = held.lastIndexOf('\r');
      if (end < 0) return;
      for (const code of held.slice(0, end).split('\r'))
        for (const socket of sockets.clients) socket.send(code);
      held = held.slice(end + 1);
    });
    return new BareScreen(server, sockets, port);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#port.close(() => resolve()));
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
