package dev.openbell.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.openbell.client.OpenbellClient;
import dev.openbell.client.WatchItem;
import dev.openbell.client.WatchOptions;
import dev.openbell.v1.Session;
import dev.openbell.v1.WatchSessionsRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes items from a watch. What came before an error is told too. */
final class WatchAction {
  private WatchAction() {}

  static void run(OpenbellClient client, Request.Watch asked, Outcome done)
      throws InvalidProtocolBufferException, OwnException, InterruptedException {
    var options =
        new WatchOptions().resumeToken(asked.resumeToken).heartbeats(asked.heartbeats);
    options.onReconnect(done::reconnects);
    if (asked.reconnectAttempts != null) options.reconnectAttempts(asked.reconnectAttempts);
    done.items = new ArrayList<>();
    var watch = client.watch(WatchSessionsRequest.parseFrom(asked.request), options);
    try (watch) {
      for (WatchItem item : watch) {
        done.items.add(told(item));
        Thread.sleep(asked.pauseMs);
        if (done.items.size() == asked.failAt) throw new OwnException("the handler failed");
        if (done.items.size() == asked.stopAfter) return;
      }
      done.error = Map.of("code", "CANCELLED", "message", "the watch ended");
    } finally {
      done.resumeToken = watch.resumeToken();
    }
  }

  private static Map<String, Object> told(WatchItem item) {
    var told = new LinkedHashMap<String, Object>();
    told.put("resumeToken", item.resumeToken());
    if (item instanceof WatchItem.Positioned positioned) {
      told.put("revision", String.valueOf(positioned.revision()));
    }
    if (item instanceof WatchItem.Snapshot snapshot) {
      told.put("type", "snapshot");
      told.put("sessions", snapshot.sessions().stream().map(Session::getSessionId).toList());
    } else if (item instanceof WatchItem.SnapshotEnd end) {
      told.put("type", "snapshotEnd");
      told.put("count", String.valueOf(end.sessionCount()));
    } else if (item instanceof WatchItem.Change change) {
      told.put("type", "record");
      told.put("sessionId", change.record().getSessionId());
    } else if (item instanceof WatchItem.Sample sample) {
      told.put("type", "sample");
      told.put("sessionId", sample.sample().getSessionId());
    } else if (item instanceof WatchItem.Reset reset) {
      told.put("type", "reset");
      told.put("reason", reset.reason().name());
    } else {
      told.put("type", "heartbeat");
    }
    return told;
  }
}
