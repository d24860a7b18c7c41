import dev.openbell.client.OpenbellClient;
import dev.openbell.client.WatchItem;
import dev.openbell.client.WatchOptions;
import dev.openbell.v1.Session;
import dev.openbell.v1.WatchSessionsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Follows the feed of all sessions, a line for each item. It keeps its position in a file, so that
 * it goes on where it was when it is started again: nothing is left out, over restarts of the
 * server too.
 *
 * <pre>
 * npm start
 * java -cp examples/java/target/examples.jar FeedWatcher [FILE]
 * </pre>
 */
public final class FeedWatcher {
  private FeedWatcher() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "feed-watcher.token");
    String address =
        Objects.requireNonNullElse(System.getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051");
    String limit = System.getenv("OPENBELL_EXAMPLE_ITEMS");
    long left = limit == null ? Long.MAX_VALUE : Long.parseLong(limit);
    var options =
        new WatchOptions()
            .resumeToken(Files.exists(file) ? Files.readString(file) : "")
            .onReconnect(
                reconnect ->
                    System.err.println(
                        reconnect.error().getMessage() + "; again in " + reconnect.delay()));
    try (var client = OpenbellClient.connect(address);
        var watch = client.watch(WatchSessionsRequest.getDefaultInstance(), options)) {
      for (WatchItem item : watch) {
        System.out.println(lineOf(item));
        // Empty while a snapshot is under way: half of one cannot be gone on from.
        if (!item.resumeToken().isEmpty()) keep(file, item.resumeToken());
        if (--left == 0) return;
      }
    }
  }

  /** A crash leaves the old position or the new one, and no half of either. */
  private static void keep(Path file, String token) throws IOException {
    Path made = Files.writeString(Path.of(file + ".new"), token);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String lineOf(WatchItem item) {
    if (item instanceof WatchItem.Snapshot snapshot) {
      var ids = snapshot.sessions().stream().map(Session::getSessionId);
      return "snapshot: " + ids.collect(Collectors.joining(" "));
    }
    if (item instanceof WatchItem.SnapshotEnd end) {
      return "snapshot complete: " + end.sessionCount() + " sessions";
    }
    if (item instanceof WatchItem.Change change) {
      var record = change.record();
      var events = record.getEventsList().stream().map(each -> each.getPayloadCase().name());
      return change.revision() + ": " + record.getSessionId() + " "
          + events.collect(Collectors.joining(" "));
    }
    if (item instanceof WatchItem.Sample sample) {
      return "sample: " + sample.sample().getSessionId();
    }
    if (item instanceof WatchItem.Reset reset) {
      return "forget everything (" + reset.reason() + "): a snapshot follows";
    }
    return "nothing new";
  }
}
