package dev.stint.coordinator.aws.embedded;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A function that does what its payload says: nothing, `echo …` answers with the payload, `fail`
/// throws, `exit n` ends the process, `hold port` connects to the port, which tells the caller that
/// it runs, and answers with its process id once it can read a byte there.
public final class SignallingHandler implements RequestStreamHandler {

  static final String NAME = SignallingHandler.class.getName() + "::handleRequest";

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] payload = input.readAllBytes();
    String[] words = new String(payload, StandardCharsets.UTF_8).split(" ", 2);
    switch (words[0]) {
      case "" -> {}
      case "echo" -> output.write(payload);
      case "large" -> output.write(new byte[Integer.parseInt(words[1])]);
      case "fail" -> throw new IllegalStateException("told to fail");
      case "exit" -> {
        System.out.println("last words");
        System.exit(Integer.parseInt(words[1]));
      }
      case "hold" -> output.write(hold(Integer.parseInt(words[1])));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static byte[] hold(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("let go without a byte");
      }
      return Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    }
  }
}
