// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;

/** The version of the product, and of the contract that this client speaks. */
final class Version {
  static final String VERSION = "0.1.0";

  private Version() {}
}
