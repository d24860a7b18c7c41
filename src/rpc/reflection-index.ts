import {
  type AnyDesc,
  type DescExtension,
  type DescFile,
  type DescService,
  toBinary,
} from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";

/** What a server knows about its own contract: every name and where it is declared. */
export interface ReflectionIndex {
  /** Full names of the services that are served, sorted. */
  readonly serviceNames: readonly string[];
  /** The file of this name, as `grpc/health/v1/health.proto`. */
  findFile(name: string): DescFile | undefined;
  /** The file that declares this message, enum, service, method, field, oneof, value or extension. */
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
    for (const type of nestedTypes(file)) {
      for (const name of declaredNames(type)) symbols.set(name, file);
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

function declaredNames(type: AnyDesc): readonly string[] {
  switch (type.kind) {
    case "message": {
      const members = [...type.fields, ...type.oneofs].map((m) => `${type.typeName}.${m.name}`);
      return [type.typeName, ...members];
    }
    case "enum": {
      // A value belongs to the scope that its enum is in, not to the enum.
      const scope = type.typeName.slice(0, -type.name.length);
      return [type.typeName, ...type.values.map((value) => scope + value.name)];
    }
    case "service":
      return [type.typeName, ...type.methods.map((method) => `${type.typeName}.${method.name}`)];
    case "extension":
      return [type.typeName];
    default:
      return [];
  }
}
