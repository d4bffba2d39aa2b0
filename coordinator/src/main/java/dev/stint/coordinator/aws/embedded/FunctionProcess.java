package dev.stint.coordinator.aws.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One process of a function. Its fields belong to the lock of its [FunctionProcesses].
final class FunctionProcess {

  enum State {
    /// Started, but has not asked for its first invocation.
    STARTING,
    /// Has asked for an invocation and waits.
    IDLE,
    BUSY,
    /// Has answered, but not yet asked again.
    RETURNING,
    ENDED
  }

  private static final System.Logger LOG = System.getLogger(FunctionProcess.class.getName());
  private static final Duration LAST_OUTPUT = Duration.ofMillis(300);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(20);
  private static final int BUFFER_BYTES = 8192;

  /// Secret part of the address of its Runtime API, which tells processes apart.
  final String token;

  /// Whether it writes the archive of its classes when it is let end by itself.
  final boolean writesArchive;

  final OutputTail output = new OutputTail();
  State state = State.STARTING;
  @Nullable FunctionCall call;
  @Nullable Future<?> deadline;
  boolean isTimedOut;
  byte @Nullable [] initError;
  CompletableFuture<FunctionCall> next = new CompletableFuture<>();

  private final Process process;
  private final TemporaryFolder folder;
  private final Thread reader;
  private final CountDownLatch ended = new CountDownLatch(1);

  private FunctionProcess(
      String token, Process process, TemporaryFolder folder, boolean writesArchive) {
    this.token = token;
    this.folder = folder;
    this.writesArchive = writesArchive;
    this.process = process;
    this.reader = Thread.ofVirtual().name("output-of-" + process.pid()).start(this::readOutput);
  }

  /// With an archive, a process that reads it, or the one that writes it.
  static FunctionProcess start(
      FunctionDefinition function, FunctionSite site, @Nullable FunctionArchive archive)
      throws IOException {
    String token = UUID.randomUUID().toString();
    var folder = site.folder().child(token);
    var writeOptions = archive == null ? List.<String>of() : archive.writeOptions();
    boolean writesArchive = !writeOptions.isEmpty();
    var options = new ArrayList<String>();
    options.add(site.libraryOption());
    options.addAll(archive == null || writesArchive ? writeOptions : archive.readOptions());
    String runtimeApi = site.runtimeApi() + "/" + token;
    var process = FunctionCommand.of(function, runtimeApi, folder.path(), options).start();
    return new FunctionProcess(token, process, folder, writesArchive);
  }

  /// Runs `action` with the exit status once the process has ended and its output is read. Called
  /// once, before [#awaitEnd].
  void onExit(IntConsumer action) {
    // Not by Process.onExit: that needs a free thread of the common pool, which callers may block.
    Thread.startVirtualThread(() -> awaitExit(action));
  }

  private void awaitExit(IntConsumer action) {
    try {
      afterExit(process.waitFor(), action);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private void afterExit(int status, IntConsumer action) {
    try {
      joinReader();
      action.accept(status);
      folder.close();
    } finally {
      ended.countDown();
    }
  }

  /// Returns when the process has ended and its `onExit` action is done, or had ample time to.
  void awaitEnd() {
    try {
      if (!ended.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "process " + process.pid() + " has not ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The call it had, which is not its own any more.
  @Nullable FunctionCall takeCall() {
    var taken = call;
    call = null;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
    return taken;
  }

  /// Its output stays readable, as it would not through [Process] itself.
  void kill() {
    handle().destroyForcibly();
  }

  /// Lets it end by itself, and kills it if it does not.
  void end() {
    handle().destroy();
    awaitEnd();
    kill();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private void joinReader() {
    try {
      reader.join(LAST_OUTPUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (var stream = process.getInputStream()) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        output.append(buffer, count);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "output of process " + process.pid() + " ended: " + e.getMessage());
    }
  }
}
