package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.pace.PaceLimits;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConnectionsTest {

  @Test
  void concurrencyIsAsManyConnectionsAsTheProcessMayStillOpen() {
    var limits = PaceLimits.ofAccount(1000);

    assertThat(Descriptors.within(limits, 1_048_576, 300)).isEqualTo(limits);
    assertThat(Descriptors.within(limits, 1024, 200).concurrency()).isEqualTo(696);
    assertThat(Descriptors.within(limits, 1024, 200).requestsPerSecond()).isEqualTo(10_000);
    assertThat(Descriptors.within(limits, 64, 60).concurrency()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void silentConnectionsShowSignsOfLifeEveryMinute() throws Exception {
    try (var socket = KeptAliveSockets.create().createSocket(null)) {
      assertThat(seconds(socket, ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
      assertThat(seconds(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(60);
    }
  }

  private static int seconds(Socket socket, SocketOption<Integer> option) throws Exception {
    return socket.getOption(option);
  }
}
