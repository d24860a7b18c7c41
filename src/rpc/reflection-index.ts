import { type DescExtension, type DescFile, type DescService, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";

/** What a server knows about its own contract: every name and where it is declared. */
export interface ReflectionIndex {
  /** Full names of the services that are served, sorted. */
  readonly serviceNames: readonly string[];
  /** The file of this name, as `grpc/health/v1/health.proto`. */
  findFile(name: string): DescFile | undefined;
  /** The file that declares what has this full name: a type, a service or a member of one. */
  findFileOfSymbol(fullName: string): DescFile | undefined;
  /** The file that declares the extension of this message with this number. */
  findFileOfExtension(extendee: string, number: number): DescFile | undefined;
  /** Numbers of all known extensions of this message, ascending; undefined for no known message. */
  findExtensionNumbers(extendee: string): readonly number[] | undefined;
}

/** Indexes the files of these services and all files that they import. */
export function createReflectionIndex(services: Iterable<DescService>): ReflectionIndex {
  const served = [...services];
  const files = new Map<string, DescFile>();
  for (const service of served) {
    for (const file of closure(service.file)) files.set(file.proto.name, file);
  }
  const symbols = new Map<string, DescFile>();
  const extensions = new Map<string, Map<number, DescExtension>>();
  for (const file of files.values()) {
    for (const name of declaredNames(file.proto)) symbols.set(name, file);
    for (const type of nestedTypes(file)) {
      if (type.kind !== "extension") continue;
      const ofMessage = extensions.get(type.extendee.typeName) ?? new Map<number, DescExtension>();
      extensions.set(type.extendee.typeName, ofMessage.set(type.number, type));
    }
  }
  return {
    serviceNames: [...new Set(served.map((service) => service.typeName))].sort(),
    findFile: (name) => files.get(name),
    findFileOfSymbol: (fullName) => symbols.get(fullName.replace(/^\./, "")),
    findFileOfExtension: (extendee, number) => extensions.get(extendee)?.get(number)?.file,
    findExtensionNumbers(extendee) {
      const numbers = extensions.get(extendee)?.keys() ?? [];
      return symbols.has(extendee) ? [...numbers].sort((a, b) => a - b) : undefined;
    },
  };
}

/** A file, then everything that it imports, directly or not, each once. */
export function closure(file: DescFile): readonly DescFile[] {
  const files = new Set([file]);
  // A Set visits what is added while it is walked, so this ends when no import is new.
  for (const visited of files) {
    for (const dependency of visited.dependencies) files.add(dependency);
  }
  return [...files];
}

/** The file as a serialised FileDescriptorProto, as reflection sends it. */
export function fileBytes(file: DescFile): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, file.proto);
}

/** Full names of all that a file declares, map entries too, which parsed descriptors leave out. */
function* declaredNames(file: FileDescriptorProto): Generator<string> {
  const scope = file.package === "" ? "" : `${file.package}.`;
  for (const message of file.messageType) yield* namesOfMessage(message, scope);
  for (const each of file.enumType) yield* namesOfEnum(each, scope);
  for (const extension of file.extension) yield scope + extension.name;
  for (const service of file.service) {
    yield scope + service.name;
    for (const method of service.method) yield `${scope}${service.name}.${method.name}`;
  }
}

function* namesOfMessage(message: DescriptorProto, scope: string): Generator<string> {
  yield scope + message.name;
  const inner = `${scope}${message.name}.`;
  const { field, oneofDecl, extension } = message;
  for (const member of [...field, ...oneofDecl, ...extension]) yield inner + member.name;
  for (const nested of message.nestedType) yield* namesOfMessage(nested, inner);
  for (const each of message.enumType) yield* namesOfEnum(each, inner);
}

/** A value belongs to the scope that its enum is in, not to the enum. */
function* namesOfEnum(each: EnumDescriptorProto, scope: string): Generator<string> {
  yield scope + each.name;
  for (const value of each.value) yield scope + value.name;
}
