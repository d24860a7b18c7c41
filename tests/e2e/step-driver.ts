/** A driver that makes its turns by Step, one call each. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import type { OrderCommandSchema, TurnResult } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

/** Where a server listens. */
interface Listening {
  readonly grpcAddress: string | undefined;
}

/** The driver of a session. */
export class StepDriver {
  readonly sessionId: string;
  barrier = 0n;
  #token = "";
  #manager: Http2SessionManager | undefined;
  #client: Client<typeof TradingService> | undefined;

  private constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  /** Takes the wheel of a session. */
  static async acquire(server: Listening, sessionId: string): Promise<StepDriver> {
    const driver = new StepDriver(sessionId);
    await driver.#acquire(server, false);
    return driver;
  }

  /** Takes it from whoever has it, over a new connection; the session stands where it stood. */
  async acquireAgain(server: Listening): Promise<void> {
    this.close();
    const { barrier } = this;
    await this.#acquire(server, true);
    if (this.barrier !== barrier) throw new Error(`it went from ${barrier} to ${this.barrier}`);
  }

  /** Makes a turn, and stands at its barrier. */
  async turn(
    commands: MessageInitShape<typeof OrderCommandSchema>[],
    slices: number,
  ): Promise<TurnResult> {
    const turn = { expectedBarrier: this.barrier, commands, until: { slices } };
    const headers = { "openbell-driver-token": this.#token };
    const answer = await this.#client?.step({ sessionId: this.sessionId, turn }, { headers });
    if (answer?.result === undefined) throw new Error("a turn had no answer");
    this.barrier = answer.result.barrier;
    return answer.result;
  }

  close(): void {
    this.#manager?.abort();
  }

  async #acquire({ grpcAddress }: Listening, takeOver: boolean): Promise<void> {
    const baseUrl = `http://${grpcAddress}`;
    this.#manager = new Http2SessionManager(baseUrl);
    const transport = createGrpcTransport({ baseUrl, sessionManager: this.#manager });
    this.#client = createClient(TradingService, transport);
    const acquired = await this.#client.acquireDriver({ sessionId: this.sessionId, takeOver });
    this.#token = acquired.driverToken;
    this.barrier = acquired.barrier;
  }
}
