import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { MarketColumnsSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { FeedBatch } from "../engine/market-feed.ts";
import { columnsOf, fieldOf } from "./market-columns.ts";
import { tagOf } from "./wire-buffer.ts";

/** A column of a batch as it stands on the wire: numbers of a fixed width, as in memory. */
export interface BatchColumn {
  readonly tag: number;
  /** Bytes of one row. */
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** Where the rows of a kind stand in their message. */
export interface ColumnsForm {
  readonly field: DescField;
  readonly schema: DescMessage;
}

const forms = new Map<FeedBatch["kind"], ColumnsForm>();
const known = new WeakMap<FeedBatch, readonly BatchColumn[]>();

/** The form of a kind; found once. */
export function columnsForm(kind: FeedBatch["kind"]): ColumnsForm {
  const remembered = forms.get(kind);
  if (remembered !== undefined) return remembered;
  const field = fieldOf(MarketColumnsSchema, kind);
  const schema = field.message;
  if (schema === undefined) throw new Error(`${field.name} holds no columns`);
  const form = { field, schema };
  forms.set(kind, form);
  return form;
}

/** The columns of a batch, of which many answers take some rows each; looked at once. */
export function batchColumns(batch: FeedBatch): readonly BatchColumn[] {
  const remembered = known.get(batch);
  if (remembered !== undefined) return remembered;
  const { kind, length } = batch;
  const { schema } = columnsForm(kind);
  const columns = columnsOf(kind, batch, [0, length]).map(([name, column]) => {
    const { buffer, byteOffset, byteLength } = column;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    const tag = tagOf(schema, name, WireType.LengthDelimited);
    return { tag, width: byteLength / length, bytes };
  });
  known.set(batch, columns);
  return columns;
}
