package dev.mesos.e2e;

import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a scenario class its {@link Scene}: one backend and one operator for the whole run,
 * namespaces of its own for each class. After a failure it keeps what can be seen of them in {@code
 * target/scenarios/}.
 */
final class SceneExtension
    implements ParameterResolver,
        AfterAllCallback,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(SceneExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return scene(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Scene scene = context.getStore(STORE).remove(Scene.class, Scene.class);
    if (scene != null) {
      scene.close();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    keep(context);
    throw failure;
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    keep(context);
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    keep(context);
    throw failure;
  }

  private static void keep(ExtensionContext context) {
    String name =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    new Remains(scene(context)).keep(name);
  }

  private static Scene scene(ExtensionContext context) {
    ExtensionContext ofClass = context;
    while (ofClass.getTestMethod().isPresent()) {
      ofClass = ofClass.getParent().orElseThrow();
    }
    String scenario =
        context
            .getRequiredTestClass()
            .getSimpleName()
            .replaceAll("Scenario$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
    return ofClass
        .getStore(STORE)
        .getOrComputeIfAbsent(
            Scene.class, key -> new Scene(backend(context), scenario), Scene.class);
  }

  /** Made by the first scenario of the run, closed by JUnit after the last. */
  private static Backend backend(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Backend.class, key -> Backends.start(), Backend.class);
  }
}
