package dev.stint.tests.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("benchmark")
class ScaleOnPaper {

  @Test
  void trial() throws IOException {
    var speeds = TpchOnPaper.Speeds.MEASURED.slower(1.5);
    var catalog = new ScaledTpch(1000);
    show("q6", PaperRun.of(TpchOnPaper.q6(catalog, speeds), PaperRun.Setting.DEFAULT, 1));
    show("q12", PaperRun.of(TpchOnPaper.q12(catalog, speeds), PaperRun.Setting.DEFAULT, 1));
  }

  private static void show(String name, PaperRun run) {
    System.out.printf(
        Locale.ROOT,
        "%s %s: %.2f s, %.2f + %.2f cents, %d functions, %d at once, %d requests (%s), 503s %d,"
            + " journal %d entries %d bytes, %d events, world cpu %.1f s%n",
        name,
        run.report().status() + " " + run.report().failure(),
        run.seconds(),
        run.functionCents(),
        run.requestCents(),
        run.functions(),
        run.mostAtOnce(),
        run.requests(),
        run.cost().usage(),
        run.slowDowns(),
        run.journalEntries(),
        run.journalBytes(),
        run.events(),
        run.worldCpuSeconds());
    var start = run.report().startTime();
    for (var stage : run.report().stages()) {
      var end = stage.endTime();
      System.out.printf(
          Locale.ROOT,
          "   stage %d: %d tasks %d attempts (%d second), %.2f to %.2f s, in %,d B out %,d B, GET %d PUT"
              + " %d, cpu %.0f s, wall %.0f s %s%n",
          stage.stageId(),
          stage.tasks(),
          stage.attempts(),
          stage.secondAttempts(),
          Duration.between(start, stage.startTime()).toMillis() / 1e3,
          end == null ? -1 : Duration.between(start, end).toMillis() / 1e3,
          stage.metrics().inputBytes(),
          stage.metrics().outputBytes(),
          stage.metrics().getRequests(),
          stage.metrics().putRequests(),
          stage.metrics().cpuNanos() / 1e9,
          stage.metrics().wallNanos() / 1e9,
          stage.decisions().stream().map(decision -> decision.text()).toList());
    }
  }
}
