package dev.stint.coordinator.aws;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import jdk.net.ExtendedSocketOptions;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/// Makes sockets whose silence is broken every minute. Between an invocation and its answer nothing
/// is sent for up to fifteen minutes; AWS's network devices forget such a connection after 350
/// seconds, and operating systems by default send their first sign of life after two hours.
final class KeptAliveSockets extends SSLConnectionSocketFactory {

  private static final int IDLE_SECONDS = 60;

  private KeptAliveSockets(SSLContext context) {
    super(context, getDefaultHostnameVerifier());
  }

  static KeptAliveSockets create() {
    try {
      return new KeptAliveSockets(SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw StintException.user("this Java has no TLS: " + e.getMessage(), e);
    }
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return keptAlive(super.createSocket(context));
  }

  static Socket keptAlive(Socket socket) throws IOException {
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, IDLE_SECONDS);
    }
    return socket;
  }
}
