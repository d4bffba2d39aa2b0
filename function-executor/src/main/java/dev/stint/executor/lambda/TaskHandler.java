package dev.stint.executor.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stint.config.store.S3Settings;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.shuffle.hedge.Hedging;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.wire.TaskWire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/// The function that is deployed: takes a task request and gives a task response, both as
/// [TaskWire] writes them. This class wires it up from the environment variables of [S3Settings];
/// what it makes, clients and caches, serves all attempts of the process.
public final class TaskHandler implements RequestStreamHandler {

  private final TaskService service;

  /// Lambda makes one for each process.
  public TaskHandler() {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var settings = S3Settings.fromEnvironment(System.getenv());
    var store = ObjectStores.open(settings);
    var hadoop = new Configuration(false);
    settings.hadoopProperties().forEach(hadoop::set);
    var runner = new TaskRunner(new FunctionEnvironment(store, hadoop, new Hedging()));
    this.service = new TaskService(new TaskWire(store), runner::run);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var timeLimit = Duration.ofMillis(context.getRemainingTimeInMillis());
    output.write(service.answer(input.readAllBytes(), timeLimit));
  }
}
