package dev.stint.coordinator.loopback;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The JDK's HTTP server at the loopback address, answering at once.
///
/// That server writes the head of a response apart from a body of more than 8 KiB. Under Nagle's
/// algorithm (RFC 896) such a body waits until the client has acknowledged the head, which a client
/// delays by 40 ms: handing a task to a function took that long, whatever its work. So
/// `TCP_NODELAY` is set, for all of the JVM's servers, as the JDK has it.
public final class LoopbackServers {

  /// Where they listen.
  public static final String ADDRESS = "127.0.0.1";

  static {
    // Read once, when the JDK's first server is made.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private LoopbackServers() {}

  /// Binds `port`, 0 for any that is free, where up to `backlog` connections wait to be accepted; 0
  /// for as many as the system has by default. The caller starts and stops it.
  ///
  /// @throws IOException when the port is taken
  public static HttpServer bind(int port, int backlog) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port), backlog);
  }
}
