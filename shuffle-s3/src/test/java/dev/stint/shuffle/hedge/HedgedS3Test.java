package dev.stint.shuffle.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stint.config.store.S3Settings;
import dev.stint.shuffle.s3.S3ObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a server that never answers the first request: less than its time-out, 30 s, must pass.
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HedgedS3Test {

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch isOver = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RequestCounts counts = new RequestCounts();
  private HttpServer server;
  private ObjectStore s3;
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          boolean isFirst = requests.incrementAndGet() == 1;
          exchange.getRequestBody().readAllBytes();
          if (isFirst) {
            await(isOver);
          }
          boolean isRead = exchange.getRequestMethod().equals("GET");
          exchange.sendResponseHeaders(isRead ? 206 : 200, isRead ? 10 : -1);
          exchange.getResponseBody().write(new byte[isRead ? 10 : 0]);
          exchange.close();
        });
    server.start();
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    s3 = S3ObjectStore.open(S3Settings.server(endpoint, "me", "secret"));
    store = new HedgingObjectStore(s3, new Hedging(LatenessClock.ALWAYS_LATE), counts);
  }

  @AfterEach
  void stop() {
    isOver.countDown();
    s3.close();
    server.stop(0);
    threads.close();
  }

  @Test
  void aWriteIsNotHeldUp() {
    store.write("s3://b/k", new byte[1 << 20]);

    assertThat(requests).hasValue(2);
    assertThat(counts.hedgedRequests.sum()).isEqualTo(1);
  }

  @Test
  void aReadIsNotHeldUp() {
    assertThat(store.read("s3://b/k", 0, 10)).hasSize(10);

    assertThat(requests).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
