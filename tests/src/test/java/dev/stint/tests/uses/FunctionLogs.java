package dev.stint.tests.uses;

import dev.stint.coordinator.aws.AwsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The logs of functions in CloudWatch, for which Stint has no client of its own.
final class FunctionLogs {

  /// Emulators look at the name of the service in it, and at no more.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request, SignedHeaders=host,"
          + " Signature=0";

  private FunctionLogs() {}

  /// All lines of a group that hold a text.
  static List<String> find(AwsSettings aws, String group, String text) {
    var endpoint = Objects.requireNonNull(aws.endpoint());
    var lines = new ArrayList<String>();
    try (var http = HttpClient.newHttpClient()) {
      var token = "";
      do {
        var body = Bed.MAPPER.createObjectNode().put("logGroupName", group);
        if (!token.isEmpty()) {
          body.put("nextToken", token);
        }
        var answer = Bed.MAPPER.readTree(call(http, endpoint, body.toString()));
        answer
            .path("events")
            .forEach(event -> event.path("message").asText().lines().forEach(lines::add));
        token = answer.path("nextToken").asText("");
      } while (!token.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while logs were read", e);
    }
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  private static String call(HttpClient http, URI endpoint, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Authorization", AUTHORIZATION)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Logs_20140328.FilterLogEvents")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("logs: " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
