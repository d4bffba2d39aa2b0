package dev.stint.coordinator.cli.runs;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.console.Version;
import dev.stint.coordinator.cli.console.WholeFile;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.ui.HtmlFile;
import dev.stint.coordinator.ui.PageData;
import dev.stint.coordinator.ui.UiRuns;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Writes the pages of runs into a file.
final class RunPages {

  private final Console console;
  private final SessionOptions options;
  private final RunFinder finder;

  RunPages(Console console, SessionOptions options, RunFinder finder) {
    this.console = console;
    this.options = options;
    this.finder = finder;
  }

  /// The pages of the runs that `named` means, into `file`, which is replaced.
  int write(String named, String file) {
    var found = finder.find(named);
    var runs =
        new UiRuns(
            List.of(finder.history(found.folder())),
            PriceTable.US_EAST_1_ARM,
            InstantSource.system());
    List<PageData> pages =
        found.runIds().stream().map(id -> runs.page(id, null)).flatMap(Optional::stream).toList();
    var html = HtmlFile.of(pages, "Stint " + Version.number(), options.targetName(), Instant.now());
    if (file.equals("-")) {
      console.out().print(html);
      console.out().flush();
      return ExitCode.OK;
    }
    write(Path.of(file), html);
    return ExitCode.OK;
  }

  private void write(Path file, String html) {
    if (Files.isDirectory(file)) {
      throw StintException.user(
          "cannot write %s: it is a folder; name a file in it".formatted(file));
    }
    try {
      WholeFile.write(file, html.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw StintException.user(
          "cannot write %s: its folder does not exist; make it first".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw StintException.user(
          "cannot write %s: it may not be written; give --html another file".formatted(file), e);
    } catch (IOException e) {
      throw StintException.user("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
    if (!options.isQuiet) {
      console
          .err()
          .println("Wrote %s (%s)".formatted(file.toAbsolutePath(), Amounts.bytes(html.length())));
    }
  }
}
