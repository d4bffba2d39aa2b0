package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stint.config.store.S3Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A bucket in Ireland, for a client that was set up for Virginia: S3 answers what is signed for
/// another region by naming the bucket's.
class S3RegionTest {

  private static final String REGION = "eu-west-1";

  private final List<Boolean> signedForRegion = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean isOurs =
              exchange
                  .getRequestHeaders()
                  .getFirst("Authorization")
                  .contains("/" + REGION + "/s3/");
          signedForRegion.add(isOurs);
          exchange.getResponseHeaders().set("x-amz-bucket-region", REGION);
          exchange.sendResponseHeaders(isOurs ? 206 : 301, isOurs ? 5 : -1);
          if (isOurs) {
            exchange.getResponseBody().write(new byte[] {1, 2, 3, 4, 5});
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aBucketIsReadWhereItLies() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var store = S3ObjectStore.open(S3Settings.server(endpoint, "me", "secret"))) {
      assertThat(store.read("s3://b/k", 3, 5)).containsExactly(1, 2, 3, 4, 5);
      assertThat(store.read("s3://b/other", 3, 5)).hasSize(5);
    }

    // It asks once where the bucket is.
    assertThat(signedForRegion.getFirst()).isFalse();
    assertThat(signedForRegion.subList(1, signedForRegion.size())).containsOnly(true);
    assertThat(signedForRegion).hasSize(3);
  }
}
