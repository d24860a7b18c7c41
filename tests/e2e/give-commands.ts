import type { MessageInitShape } from "@bufbuild/protobuf";
import type { OrderCommandSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { BotTurn } from "../../src/client/bot-turn.ts";

/** Says commands of the contract in the words of a turn, for bots that are driven by Step too. */
export function giveCommands(
  turn: BotTurn,
  commands: readonly MessageInitShape<typeof OrderCommandSchema>[],
): void {
  for (const { command } of commands) {
    switch (command?.case) {
      case "place":
        turn.place(command.value.clientOrderId ?? "", command.value.spec ?? {});
        break;
      case "replace":
        turn.replace(command.value);
        break;
      case "cancel":
        turn.cancel(command.value.order ?? {});
        break;
      case "cancelAll":
        turn.cancelAll(command.value.symbol);
        break;
      default:
        throw new Error("a command without a command");
    }
  }
}
