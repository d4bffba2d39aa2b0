package dev.stint.shuffle.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Answers requests without a network, as `answers` says, and keeps them.
final class ScriptedHttp implements SdkHttpClient {

  /// `body` is of an error, or of the bytes asked for.
  record Answer(int status, String body, Map<String, String> headers) {

    static Answer found(String body) {
      return new Answer(206, body, Map.of());
    }

    static Answer failed(int status, String code) {
      return new Answer(status, "<Error><Code>" + code + "</Code></Error>", Map.of());
    }
  }

  final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();
  private final Function<SdkHttpRequest, Answer> answers;

  ScriptedHttp(Function<SdkHttpRequest, Answer> answers) {
    this.answers = answers;
  }

  /// Whether the SDK sent it, which numbers its tries.
  static boolean isBySdk(SdkHttpRequest request) {
    return request.firstMatchingHeader("amz-sdk-request").isPresent();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        requests.add(request.httpRequest());
        return response(answers.apply(request.httpRequest()));
      }

      @Override
      public void abort() {}
    };
  }

  private static HttpExecuteResponse response(Answer answer) throws IOException {
    if (answer.status == 0) {
      throw new IOException("connection reset");
    }
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    var head =
        SdkHttpResponse.builder()
            .statusCode(answer.status)
            .putHeader("Content-Length", Integer.toString(body.length));
    answer.headers.forEach(head::putHeader);
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {}
}
