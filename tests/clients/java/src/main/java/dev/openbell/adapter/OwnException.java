package dev.openbell.adapter;

/** An error of a handler or of a bot. Checked, to show that a drive hands it out as it is. */
final class OwnException extends Exception {
  private static final long serialVersionUID = 1;

  OwnException(String message) {
    super(message);
  }
}
