import type { DescEnum, DescField, DescMessage, Message } from "@bufbuild/protobuf";

/**
 * Whether a test holds for a message and for every message inside of it, in singular members, lists
 * and maps. Reads the members directly: requests are tested before anything else is known of them,
 * so a test that almost always holds has to cost almost nothing.
 */
export function everyMessage(desc: DescMessage, message: Message, test: MessageTest): boolean {
  if (!test(desc, message)) return false;
  for (const field of membersOf(desc).messages) {
    const value = memberValue(field, message);
    if (value === undefined) continue;
    if (field.fieldKind === "message") {
      if (!everyMessage(field.message, value as Message, test)) return false;
    } else if (field.message !== undefined) {
      for (const item of Object.values(value as Readonly<Record<string, Message>>)) {
        if (!everyMessage(field.message, item, test)) return false;
      }
    }
  }
  return true;
}

/** What is asked of each message. */
export type MessageTest = (desc: DescMessage, message: Message) => boolean;

/** Whether a test holds for every number of an enum that the message itself holds. */
export function everyEnumValue(
  desc: DescMessage,
  message: Message,
  test: (desc: DescEnum, value: number) => boolean,
): boolean {
  return membersOf(desc).enums.every((field) => {
    const value = memberValue(field, message);
    if (value === undefined || field.enum === undefined) return true;
    const { enum: schema } = field;
    if (typeof value === "number") return test(schema, value);
    return Object.values(value as Readonly<Record<string, number>>).every((each) =>
      test(schema, each),
    );
  });
}

interface Members {
  /** Members that are messages, lists of them or maps of them. */
  readonly messages: readonly DescField[];
  /** Members that are enums, lists of them or maps of them. */
  readonly enums: readonly DescField[];
}

const known = new WeakMap<DescMessage, Members>();

function membersOf(desc: DescMessage): Members {
  const remembered = known.get(desc);
  if (remembered !== undefined) return remembered;
  const members = {
    messages: desc.fields.filter(({ message }) => message !== undefined),
    enums: desc.fields.filter((field) => field.enum !== undefined),
  };
  known.set(desc, members);
  return members;
}

/** The value of a member; undefined where a message, or a member of a oneof, is not set. */
function memberValue({ localName, oneof }: DescField, message: Message): unknown {
  const members = message as unknown as Readonly<Record<string, unknown>>;
  if (oneof === undefined) return members[localName];
  const chosen = members[oneof.localName] as { readonly case?: string; readonly value?: unknown };
  return chosen.case === localName ? chosen.value : undefined;
}
