package dev.openbell.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is.
 *
 * @param target for gRPC
 * @param name what messages call it
 */
record Address(String target, String name) {
  // The port is insisted on: that of HTTP is never the server's.
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?i:http://)?([^/?#@\\s]+:\\d+)/?");
  private static final Pattern UNIX_SOCKET = Pattern.compile("unix:(?://(?=/))?(.*[^/])");

  static Address parse(String address) {
    Matcher unix = UNIX_SOCKET.matcher(address);
    if (unix.matches()) return new Address("unix:" + unix.group(1), address);
    String scheme = address.replaceFirst("(?s):.*", "").toLowerCase();
    if (scheme.equals("unix")) {
      throw bad(address, "names no file of a socket, for example \"unix:/run/openbell/grpc.sock\"");
    }
    if (scheme.equals("https")) throw bad(address, "is https: TLS is not served yet, use http://");
    Matcher host = HOST_AND_PORT.matcher(address);
    if (host.matches() && isHostAndPort(host.group(1))) {
      return new Address("dns:///" + host.group(1), host.group(1));
    }
    throw bad(address, "is no host and port, for example \"http://127.0.0.1:50051\"");
  }

  boolean isUnix() {
    return target.startsWith("unix:");
  }

  private static boolean isHostAndPort(String text) {
    try {
      URI uri = new URI("http://" + text);
      return uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65_536;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static IllegalArgumentException bad(String address, String why) {
    return new IllegalArgumentException("the address \"" + address + "\" " + why);
  }
}
