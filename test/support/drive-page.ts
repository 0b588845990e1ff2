/** Opens pages in a real browser and works it as a person does, over the DevTools protocol. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findBrowser } from './browser.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1280,900',
  '--remote-debugging-port=0',
];

/** Milliseconds that a test file may keep the browser. */
const PATIENCE = 120_000;

/** A page in a browser of its own. */
export interface DrivenPage extends AsyncDisposable {
  /** Opens a page and waits until it is loaded; forgets what the last one asked for. */
  go(url: string): Promise<void>;
  /** Value of an expression in the page; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses one key, e.g. `Tab`, `Enter`, ` `, `a`. */
  press(key: string): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  prefer(scheme: 'light' | 'dark'): Promise<void>;
  /** URLs that the page asked for, its own first. */
  readonly requests: readonly string[];
  /** What the browser complained about: errors and what the page's policy stopped. */
  readonly complaints: readonly string[];
}

/** Starts a browser with an empty page. */
export async function drivePage(): Promise<DrivenPage> {
  const profile = await mkdtemp(join(tmpdir(), 'hookspec-browser-'));
  const args = [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'];
  const browser = spawn(findBrowser()!, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  const closed = once(browser, 'close');
  const close = async (): Promise<void> => {
    browser.kill('SIGKILL');
    await closed;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { send, listen } = await connect(await findEndpoint(browser.stderr));
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const call = (method: string, params: object = {}): Promise<any> => send(method, params, sessionId);
    const requests: string[] = [];
    const complaints: string[] = [];
    let loaded = (): void => {};
    listen((method, params) => {
      if (method === 'Network.requestWillBeSent') requests.push(params.request.url);
      if (method === 'Log.entryAdded') complaints.push(params.entry.text);
      if (method === 'Runtime.exceptionThrown') complaints.push(params.exceptionDetails.text);
      if (method === 'Page.loadEventFired') loaded();
    });
    for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await call(`${domain}.enable`);
    await send('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] });
    return {
      async go(url) {
        requests.length = 0;
        complaints.length = 0;
        const done = new Promise<void>((ready) => (loaded = ready));
        await call('Page.navigate', { url });
        await done;
      },
      requests,
      complaints,
      async evaluate(expression) {
        const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
        const { result, exceptionDetails } = await call('Runtime.evaluate', options);
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      async press(key) {
        const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
        const codes: Record<string, number> = { Tab: 9, Enter: 13, ' ': 32, ArrowDown: 40 };
        const event = { key, code: key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) };
        await call('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text !== undefined && { text }) });
        await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
      },
      type: (text) => call('Input.insertText', { text }),
      prefer: (value) => call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function findEndpoint(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (endpoint !== undefined) return endpoint;
  }
  throw new Error('the browser ended before it could be driven');
}

type Listener = (method: string, params: any) => void;

async function connect(endpoint: string) {
  const socket = new WebSocket(endpoint);
  await new Promise((ready, fail) => {
    socket.addEventListener('open', ready, { once: true });
    socket.addEventListener('error', fail, { once: true });
  });
  const waiting = new Map<number, (answer: any) => void>();
  const listeners: Listener[] = [];
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.id === undefined) for (const listener of listeners) listener(message.method, message.params);
    else waiting.get(message.id)?.(message);
  });
  let last = 0;
  return {
    listen: (listener: Listener) => void listeners.push(listener),
    async send(method: string, params: object = {}, sessionId?: string): Promise<any> {
      const id = (last += 1);
      const answer = new Promise<any>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
      const { result, error } = await answer;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
  };
}
