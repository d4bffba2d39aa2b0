package dev.stint.coordinator.cli.deploy;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.deploy.Deployer;

/// Says on standard error what a deployment does.
record DeployProgress(Console console, boolean isQuiet) implements Deployer.Progress {

  @Override
  public void resource(String stack, String resource, String type, String status) {
    boolean isNews = status.endsWith("_COMPLETE") || status.endsWith("_FAILED");
    if (isNews && !resource.equals(stack)) {
      say("  %s  %s (%s)".formatted(status, resource, type));
    }
  }

  @Override
  public void done(String text) {
    say(text);
  }

  private void say(String text) {
    if (!isQuiet) {
      console.err().println(text);
      console.err().flush();
    }
  }
}
