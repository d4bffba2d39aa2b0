package dev.stint.tests.faults;

import dev.stint.config.store.S3Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Stands between S3 and its clients on the loopback interface, and lets requests go wrong as
/// [RequestFaults] say. Requests pass unchanged, but for `Expect`, so that their signatures hold;
/// each has a connection to S3 of its own.
public final class FaultyS3Proxy implements AutoCloseable {

  /// Hears of each request, on the thread that passes it on, which waits for it.
  public interface Listener {

    Listener NONE =
        new Listener() {
          @Override
          public void received(S3Request request) {}

          @Override
          public void carriedOut(S3Request request) {}
        };

    /// S3 does not have it yet.
    void received(S3Request request);

    /// S3 has answered it, which the client does not know yet.
    void carriedOut(S3Request request);
  }

  private static final int BACKLOG = 1024;

  private final S3Settings behind;
  private final InetSocketAddress upstream;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private volatile RequestFaults faults = RequestFaults.NONE;
  private volatile Predicate<S3Request> refused = _ -> false;
  private volatile Listener listener = Listener.NONE;

  private FaultyS3Proxy(S3Settings behind, ServerSocket server) {
    var endpoint = Objects.requireNonNull(behind.endpoint());
    this.behind = behind;
    this.upstream = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    this.server = server;
  }

  public static FaultyS3Proxy start(S3Settings behind) throws IOException {
    var server = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    var proxy = new FaultyS3Proxy(behind, server);
    Thread.ofVirtual().name("s3-proxy").start(proxy::accept);
    return proxy;
  }

  /// How to reach S3 through it.
  public S3Settings settings() {
    return S3Settings.server(
        URI.create("http://127.0.0.1:" + server.getLocalPort()),
        Objects.requireNonNull(behind.accessKey()),
        Objects.requireNonNull(behind.secretKey()));
  }

  /// From now on `newListener` hears, and nothing goes wrong.
  public void listen(Listener newListener) {
    use(RequestFaults.NONE, newListener);
  }

  /// From now on these faults happen, and `newListener` hears. Requests are counted anew.
  void use(RequestFaults newFaults, Listener newListener) {
    asked.clear();
    faults = newFaults;
    listener = newListener;
    refused = _ -> false;
  }

  /// From now on requests like these are asked to slow down the first time, and nothing else goes
  /// wrong.
  void slowDownFirst(Predicate<S3Request> those) {
    use(RequestFaults.NONE, Listener.NONE);
    refused = those;
  }

  /// Lets nothing go wrong any more.
  void calm() {
    faults = RequestFaults.NONE;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        open.add(client);
        Thread.ofVirtual().name("s3-proxy-connection").start(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in = new BufferedInputStream(client.getInputStream());
      var out = client.getOutputStream();
      var request = HttpMessage.readRequest(in, out);
      while (request != null && pass(request, client, in)) {
        request = HttpMessage.readRequest(in, out);
      }
    } catch (IOException _) {
      // A connection that breaks is what clients must bear; theirs break when they are killed.
    } finally {
      open.remove(client);
    }
  }

  /// Says whether the connection lives on. What is slow is on its way: it does not arrive when its
  /// sender gives it up.
  private boolean pass(HttpMessage message, Socket client, InputStream in) throws IOException {
    int before = asked.merge(message.method() + message.target(), 1, Integer::sum) - 1;
    var request = new S3Request(message.method(), message.target(), before, client.getPort());
    var heard = listener;
    var chosen = faults;
    var delay = chosen.delay(request);
    LockSupport.parkNanos(delay.toNanos());
    if (delay.isPositive() && isGivenUp(client, in)) {
      return false;
    }
    heard.received(request);
    boolean isRefused = before == 0 && refused.test(request);
    return switch (isRefused ? RequestFault.SLOW_DOWN : chosen.fault(request)) {
      case NONE -> answer(client, carryOut(message, request, heard));
      case SLOW_DOWN -> answer(client, HttpMessage.refusal(503, "SlowDown"));
      case ERROR -> answer(client, HttpMessage.refusal(500, "InternalError"));
      case LOST -> false;
      case CUT_REQUEST -> {
        sendHalf(message);
        yield false;
      }
      case LOST_ANSWER -> {
        var _ = carryOut(message, request, heard);
        yield false;
      }
      case CUT_ANSWER -> {
        carryOut(message, request, heard).writeHalf(client.getOutputStream());
        yield false;
      }
      case FLIPPED_BIT -> {
        var whole = carryOut(message, request, heard);
        boolean tells = request.readsSegment() && whole.bodyBytes() > 0;
        yield answer(client, tells ? whole.withFlippedBit(chosen.place(request)) : whole);
      }
    };
  }

  private static boolean isGivenUp(Socket client, InputStream in) throws IOException {
    client.setSoTimeout(1);
    in.mark(1);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } finally {
      in.reset();
      client.setSoTimeout(0);
    }
  }

  private static boolean answer(Socket client, HttpMessage answer) throws IOException {
    answer.write(client.getOutputStream());
    return true;
  }

  private HttpMessage carryOut(HttpMessage message, S3Request request, Listener heard)
      throws IOException {
    try (var socket = connect()) {
      message.write(socket.getOutputStream());
      var answer =
          HttpMessage.readAnswer(new BufferedInputStream(socket.getInputStream()), message);
      heard.carriedOut(request);
      return answer;
    }
  }

  private void sendHalf(HttpMessage message) throws IOException {
    try (var socket = connect()) {
      message.writeHalf(socket.getOutputStream());
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(upstream, Math.toIntExact(TimeUnit.SECONDS.toMillis(10)));
    return socket;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
