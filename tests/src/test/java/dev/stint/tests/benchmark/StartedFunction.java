package dev.stint.tests.benchmark;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The main class of a process in which a function starts as Lambda's runtime starts it: makes the
/// handler and gives it one request after the other. Its last line begins with [#PARTS] and has,
/// for Java's being up, the handler's being made, and each answer, the milliseconds from `begin`,
/// which is in nanoseconds of this machine's clock, and those of processor time of all its threads.
///
/// Arguments: begin, the handler's class, a text that each answer holds, the requests' files.
public final class StartedFunction {

  static final String PARTS = "PARTS";

  private StartedFunction() {}

  public static void main(String[] arguments) throws Exception {
    long begin = Long.parseLong(arguments[0]);
    var parts = new StringBuilder(PARTS);
    mark(parts, begin);
    var type = Class.forName(arguments[1]);
    var handler = (RequestStreamHandler) type.getDeclaredConstructor().newInstance();
    mark(parts, begin);
    for (var request : Arrays.asList(arguments).subList(3, arguments.length)) {
      var answer = new ByteArrayOutputStream();
      try (var input = Files.newInputStream(Path.of(request))) {
        handler.handleRequest(input, answer, new OneMinute());
      }
      mark(parts, begin);
      if (!answer.toString(StandardCharsets.UTF_8).contains(arguments[2])) {
        throw new IllegalStateException(answer.toString(StandardCharsets.UTF_8));
      }
    }
    System.out.println(parts);
    // The SDK's threads would keep the process.
    System.exit(0);
  }

  private static void mark(StringBuilder parts, long begin) {
    long wall = (System.nanoTime() - begin) / 1_000_000;
    var processor = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    parts.append(' ').append(wall).append(' ').append(processor.toMillis());
  }

  /// What a handler asks of the context is the time left.
  private static final class OneMinute implements Context {

    @Override
    public int getRemainingTimeInMillis() {
      return 60_000;
    }

    @Override
    public String getAwsRequestId() {
      return "request";
    }

    @Override
    public String getLogGroupName() {
      return "group";
    }

    @Override
    public String getLogStreamName() {
      return "stream";
    }

    @Override
    public String getFunctionName() {
      return "start";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:us-east-1:000000000000:function:start:1";
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1_769;
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException();
    }
  }
}
