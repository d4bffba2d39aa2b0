package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackNames;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.StackProps;

/// All stacks. They share nothing but parameters: whoever deploys them passes the outputs of one as
/// parameters of the next.
///
/// Needs Node on the path: the CDK runs in it.
public final class StintApp {

  private StintApp() {}

  /// Writes the templates into the folder that the environment variable `CDK_OUTDIR` names, or else
  /// into a temporary one.
  public static void main(String[] args) {
    create(null).synth();
  }

  /// @param folder to write to; `null` as [#main] does
  static App create(@Nullable String folder) {
    var app =
        new App(
            AppProps.builder()
                .outdir(folder)
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
    var names = new StackNames(DeployDefaults.NAME);
    new StorageStack(app, names.storage(), props("Work bucket of Stint: outlives the functions"));
    new FunctionsStack(app, names.functions(), props("Functions of Stint, their roles and queues"));
    new TriggersStack(app, names.triggers(), props("What starts jobs of Stint"));
    new OperationsStack(app, names.operations(), props("Dashboard, alarms and budget of Stint"));
    return app;
  }

  /// Nothing has to be in the account before: neither roles nor a bucket for assets, of which there
  /// are none.
  private static StackProps props(String description) {
    return StackProps.builder()
        .description(description)
        .synthesizer(new BootstraplessSynthesizer())
        .analyticsReporting(false)
        .build();
  }
}
