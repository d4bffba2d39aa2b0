package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.emulator.MiniStack;
import dev.stint.tests.emulator.MiniStack.Policies;
import dev.stint.tests.emulator.NeedsEmulator;
import dev.stint.tests.emulator.SignedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Whole jobs by functions that may do what their roles allow and nothing else, by TLS, as buckets
/// and queues of a deployment want it. Commands run as the account's owner, as processes that trust
/// the emulator's certificate.
@NeedsEmulator
@NeedsPackages
final class EnforcedRolesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @TempDir static Path folder;
  private static final StringBuilder LETTERS = new StringBuilder();
  private static MiniStack stack;
  private static SignedCalls owner;

  // Executions, which go on beside each other.

  private static String allowed;
  private static String reads;
  private static String writes;

  @BeforeAll
  static void deploy() throws IOException {
    stack = MiniStack.start(folder, Policies.ENFORCED_BY_TLS, Map.of());
    owner = SignedCalls.of(stack);
    put("lake", "");
    for (var part : List.of("in", "secret")) {
      put("lake/" + part + "/a.csv", "city,amount\nber,10\nlon,2\nber,30\n");
      put("lake/" + part + "/b.csv", "city,amount\nrom,5\nlon,1\n");
    }
    command(
        "deploy",
        "--function-runtime",
        "provided.al2023",
        "--read",
        "s3://lake/in",
        "--read",
        "s3://lake/out",
        "--write",
        "s3://lake/out",
        "--concurrency",
        "4");
    allowed = start(job("allowed", "s3://lake/in", "s3://lake/out/allowed"));
    reads = start(job("reads", "s3://lake/secret", "s3://lake/out/reads"));
    writes = start(job("writes", "s3://lake/in", "s3://lake/elsewhere"));
  }

  private static String start(String jobFile) {
    return command("run", "-q", "--detach", jobFile).strip();
  }

  private static void put(String path, String content) throws IOException {
    var answer = owner.putInS3(path, content);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    if (owner != null) {
      owner.http().close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  /// Two stages with an exchange, files written and committed, which the next statement reads.
  @Test
  void aWholeJobRunsWithTheRightsOfItsRoles() throws IOException, InterruptedException {
    await("the manifest", () -> owner.isInS3("lake/out/allowed/_SUCCESS"));

    // The log of the run ends after the manifest is there.
    await("the run's end", () -> command("runs", allowed).contains("succeeded"));
    assertThat(command("sql", "-q", "--format", "csv", "SELECT * FROM csv.`s3://lake/out/allowed`"))
        .contains("ber", "40", "rom", "5");
  }

  @Test
  void aJobThatReadsElsewhereIsDenied() throws IOException, InterruptedException {
    assertThat(awaitLetter(reads)).contains("s3://lake/secret", "denied");
  }

  @Test
  void aJobThatWritesElsewhereIsDenied() throws IOException, InterruptedException {
    assertThat(awaitLetter(writes)).contains("s3://lake/elsewhere", "denied");
  }

  @Test
  void whoMayDoNothingIsToldWhatIsDenied() throws IOException {
    var nobody =
        (AwsSessionCredentialsIdentity)
            owner
                .as(
                    owner.role(
                        "nobody",
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Action": "sts:GetCallerIdentity", "Resource": "*"}]}
                        """))
                .credentials();
    var environment = new HashMap<>(stack.environment());
    environment.put("AWS_ACCESS_KEY_ID", nobody.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", nobody.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", nobody.sessionToken());

    var file = job("nobody", "s3://lake/in", "s3://lake/out/nobody");
    var processes =
        Stream.of(
                List.of("deploy", "--name", "mine"),
                List.of("destroy", "--yes"),
                List.of("runs"),
                List.of("jobs", "list"),
                List.of("run", file))
            .map(arguments -> start(environment, arguments))
            .toList();

    for (var process : processes) {
      assertThat(process.exitCode()).as(process.errors()).isEqualTo(1);
      assertThat(process.errors())
          .contains("error: ", "the credentials in use lack this permission")
          .doesNotContain("\tat ", nobody.secretAccessKey(), nobody.sessionToken());
    }
  }

  private static String job(String name, String input, String output) throws IOException {
    var text =
        """
        name: %s
        inputs:
          sales: {path: %s, format: csv, schema: "city STRING, amount INT", options: {header: "true"}}
        statements:
          - sql: SELECT city, sum(amount) AS total FROM sales GROUP BY city
            output: {path: %s, format: csv}
        """
            .formatted(name, input, output);
    return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
  }

  private interface Look {
    boolean isSo() throws IOException;
  }

  private static void await(String what, Look look) throws IOException, InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    while (!look.isSo()) {
      assertThat(Instant.now()).as("%s\n%s\n%s", what, LETTERS, stack.log()).isBefore(end);
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /// The letter about an execution, once it has come.
  private static String awaitLetter(String execution) throws IOException, InterruptedException {
    await(
        "the letter of " + execution, () -> LETTERS.append(deadLetters()).indexOf(execution) >= 0);
    return Stream.of(LETTERS.toString().split("<Message>", -1))
        .filter(letter -> letter.contains(execution))
        .findFirst()
        .orElseThrow();
  }

  /// The next of them, as XML.
  private static String deadLetters() throws IOException {
    var queue = stack.endpoint() + "/000000000000/stint-dead-letters";
    return owner
        .query(
            "sqs",
            Map.of("Action", "ReceiveMessage", "QueueUrl", queue, "MaxNumberOfMessages", "10"))
        .body();
  }

  /// What the command printed; it has succeeded.
  private static String command(String... arguments) {
    var process = start(stack.environment(), List.of(arguments));
    assertThat(process.exitCode()).as(process.errors()).isZero();
    return process.output();
  }

  private static CommandProcess start(Map<String, String> variables, List<String> arguments) {
    var environment = new HashMap<>(variables);
    environment.put("STINT_HOME", folder.resolve("home").toString());
    var all = new ArrayList<>(arguments);
    all.addAll(List.of("--target", "localstack"));
    var options = new ArrayList<>(stack.javaOptions());
    if (System.getProperty("stint.functions") != null) {
      options.add("-Dstint.functions=" + System.getProperty("stint.functions"));
    }
    return CommandProcess.start(folder, options, environment, all);
  }
}
