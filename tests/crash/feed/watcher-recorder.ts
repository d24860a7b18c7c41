import type {
  FrameContent,
  FrameEntry,
  Issued,
  Start,
  StreamEntry,
  Watcher,
} from "../../checkers/feed/history.ts";
import type { HistoryFile } from "../../checkers/feed/history-file.ts";

/** A token that was received, and the frame that it came with. */
export interface KeptToken {
  readonly token: string;
  readonly issued: Issued;
}

/** A frame, but for its time and its numbers. */
export interface ReceivedFrame {
  readonly position: number;
  /** Empty when the frame carried none. */
  readonly token: string;
  readonly content: FrameContent;
  /** As the wire delivered them; numbered and chained here where there is no such thing. */
  readonly wire?: { readonly number: number; readonly previous: number };
}

const tokensKept = 40;

/** Writes down what one watcher asks for and receives, and keeps tokens for it to resume from. */
export class WatcherRecorder {
  readonly watcher: Watcher;
  readonly #file: HistoryFile;
  readonly #random: () => number;
  /** A fair choice of all tokens received. */
  readonly tokens: KeptToken[] = [];
  lastToken: KeptToken | undefined;
  /** The newest position that was received. */
  position = 0;
  /** Events that were delivered. */
  events = 0;
  #received = 0;
  #stream = 0;
  #number = 0;
  #delivered = 0;

  constructor(watcher: Watcher, file: HistoryFile, random: () => number) {
    this.watcher = watcher;
    this.#file = file;
    this.#random = random;
  }

  /** The file of the history. */
  get path(): string {
    return this.#file.path;
  }

  /** A stream is asked for. */
  begin(via: StreamEntry["via"], start: Start): void {
    this.#stream += 1;
    this.#number = 0;
    this.#delivered = start.from === "token" ? start.issued.delivered : 0;
    this.#file.add({ type: "stream", stream: this.#stream, via, start, at: nowMs() });
  }

  /** A frame was received. */
  frame({ position, token, content, wire }: ReceivedFrame): void {
    const number = wire?.number ?? this.#number + 1;
    const previous = wire?.previous ?? this.#delivered;
    const hasToken = token !== "";
    const entry: FrameEntry = {
      ...{ type: "frame", at: nowMs(), number, position, previous, hasToken, content },
    };
    this.#file.add(entry);
    this.#number = number;
    this.position = Math.max(this.position, position);
    if (content.kind === "record") {
      this.#delivered = content.record.revision;
      this.events += content.record.events.length;
    }
    if (hasToken) this.#keep(token, position);
  }

  /** The stream has ended. */
  end(code: string, reason = ""): void {
    this.#file.add({ type: "end", at: nowMs(), code, reason });
  }

  /** Keeps no token any more: they are refused. */
  forgetTokens(): void {
    this.lastToken = undefined;
    this.tokens.length = 0;
  }

  /** Writes out what is still held. */
  flush(): void {
    this.#file.flush();
  }

  #keep(token: string, position: number): void {
    const { watcher } = this.watcher;
    const [stream, frame, delivered] = [this.#stream, this.#number, this.#delivered];
    const kept = { token, issued: { watcher, stream, frame, position, delivered } };
    this.lastToken = kept;
    this.#received += 1;
    const place = Math.floor(this.#random() * this.#received);
    if (this.tokens.length < tokensKept) this.tokens.push(kept);
    else if (place < tokensKept) this.tokens[place] = kept;
  }
}

function nowMs(): number {
  return Math.round(performance.now());
}
