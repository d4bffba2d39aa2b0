package dev.stint.coordinator.aws.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stint.config.store.S3Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A bucket `lake` whose keys are what S3 allows and no file system does: what lists and reads it
/// is told what S3 would tell. It takes no writes.
final class AnyKeys implements AutoCloseable {

  private static final String ROOT = "/lake/";
  private static final int PAGE = 1000;

  private final TreeMap<String, String> objects = new TreeMap<>();
  private final HttpServer server;
  private final AtomicInteger listings = new AtomicInteger();

  AnyKeys(Map<String, String> objects) throws IOException {
    this.objects.putAll(objects);
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  S3Settings settings() {
    return S3Settings.server(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "me", "secret");
  }

  /// How many requests to list were answered.
  int listings() {
    return listings.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getRawPath();
      var query = query(exchange.getRequestURI().getRawQuery());
      if (path.equals(ROOT) || path.equals("/lake")) {
        send(exchange, 200, query.containsKey("list-type") ? listing(query) : "");
        return;
      }
      var object = objects.get(URLDecoder.decode(path.substring(ROOT.length()), UTF_8));
      var range = exchange.getRequestHeaders().getFirst("Range");
      if (object == null) {
        send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
      } else if (range == null) {
        send(exchange, 200, object);
      } else {
        var bounds = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(bounds[0]);
        int to = Math.min(object.length(), Integer.parseInt(bounds[1]) + 1);
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, object.length()));
        send(exchange, 206, object.substring(from, to));
      }
    }
  }

  private static Map<String, String> query(String raw) {
    var query = new HashMap<String, String>();
    for (var part : raw == null ? new String[0] : raw.split("&")) {
      int is = part.indexOf('=');
      query.put(
          is < 0 ? part : part.substring(0, is),
          is < 0 ? "" : URLDecoder.decode(part.substring(is + 1), UTF_8));
    }
    return query;
  }

  /// A thousand objects at most, as S3 does.
  private String listing(Map<String, String> query) {
    listings.incrementAndGet();
    var prefix = query.getOrDefault("prefix", "");
    boolean isFlat = query.getOrDefault("delimiter", "").isEmpty();
    var folders = new TreeSet<String>();
    var xml = new StringBuilder("<ListBucketResult><Name>lake</Name>");
    var below =
        objects.tailMap(query.getOrDefault("continuation-token", prefix)).entrySet().stream()
            .takeWhile(object -> object.getKey().startsWith(prefix))
            .limit(PAGE + 1)
            .toList();
    below.stream()
        .limit(PAGE)
        .forEach(
            object -> {
              int slash = object.getKey().indexOf('/', prefix.length());
              if (isFlat || slash < 0) {
                xml.append(
                    "<Contents><Key>%s</Key><LastModified>2026-01-31T12:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>"
                        .formatted(object.getKey(), object.getValue().length()));
              } else {
                folders.add(object.getKey().substring(0, slash + 1));
              }
            });
    folders.forEach(
        folder ->
            xml.append("<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(folder)));
    if (below.size() > PAGE) {
      xml.append(
          "<NextContinuationToken>%s</NextContinuationToken>".formatted(below.getLast().getKey()));
    }
    return xml.append(
            "<IsTruncated>%s</IsTruncated></ListBucketResult>".formatted(below.size() > PAGE))
        .toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    exchange.getResponseHeaders().set("Last-Modified", "Sat, 31 Jan 2026 12:00:00 GMT");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
