package dev.openbell.adapter;

import java.util.List;

/** A line that comes in. Bytes are base64. */
final class Request {
  String scenario;
  String url;
  Options options = new Options();
  Action action;

  static final class Options {
    String token;
    Integer timeoutMs;
    Integer attempts;
    Integer closeAfterMs;
  }

  /** One member is there. */
  static final class Action {
    Unary unary;
    Watch watch;
    Drive drive;
    List<Price> ticks;
    List<TickCount> prices;
    List<Integer> finalStates;
  }

  static final class Unary {
    String method;
    byte[] request;
    Integer timeoutMs;
  }

  static final class Watch {
    byte[] request;
    String resumeToken = "";
    boolean heartbeats;
    Integer reconnectAttempts;
    int stopAfter;
    int failAt;
    int pauseMs;
  }

  static final class Drive {
    String sessionId;
    boolean takeOver;
    Integer stallMs;
    Integer reconnectAttempts;
    List<Turn> turns;
  }

  static final class Turn {
    List<Place> place = List.of();
    byte[] until;
    byte[] keep;
    boolean stop;
    boolean fail;
    int pauseMs;
  }

  static final class Place {
    String clientOrderId;
    byte[] spec;
  }

  static final class Price {
    double price;
    String increment;
  }

  static final class TickCount {
    String ticks;
    String increment;
  }
}
