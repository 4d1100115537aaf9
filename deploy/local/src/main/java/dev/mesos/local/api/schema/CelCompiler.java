package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compiles the rules of a schema in the environment that Kubernetes gives them. */
final class CelCompiler {
  /** A rule does not compile; the message says where and why. */
  static final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    RuleException(String message) {
      super(message);
    }
  }

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableRegexPartialMatch(true)
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .enableTimestampEpoch(true)
          .build();
  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern OLD_SELF = Pattern.compile("\\boldSelf\\b");

  private final KubernetesCel library = new KubernetesCel();
  private final CelRuntime runtime =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addFunctionBindings(library.bindings())
          .addLibraries(
              CelExtensions.optional(), CelExtensions.strings(), CelExtensions.sets(OPTIONS))
          .build();

  /** The rule of a schema, ready to run. */
  CelRule compile(JsonNode rule, Schema schema, boolean root) throws RuleException {
    CelTypes types = new CelTypes();
    CelType self = root ? rootType(types, schema) : types.of(schema, "object");
    boolean optionalOld = rule.path("optionalOldSelf").asBoolean();
    String text = Json.text(rule, "rule");
    CelRuntime.Program program =
        program(text, types, self, optionalOld ? OptionalType.create(self) : self, SimpleType.BOOL);
    String messageText = Json.text(rule, "messageExpression");
    Optional<CelRuntime.Program> message =
        messageText.isEmpty()
            ? Optional.empty()
            : Optional.of(program(messageText, types, self, self, SimpleType.STRING));
    return new CelRule(rule, program, message, usesOldSelf(text), optionalOld);
  }

  private static CelType rootType(CelTypes types, Schema schema) {
    Map<String, CelType> fields = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (name, field) -> fields.put(CelTypes.escape(name), types.of(field, "root." + name)));
    fields.put("apiVersion", SimpleType.STRING);
    fields.put("kind", SimpleType.STRING);
    fields.put(
        "metadata",
        types.struct(
            "root.metadata", Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING)));
    return types.struct("root", fields);
  }

  private static boolean usesOldSelf(String rule) {
    return OLD_SELF.matcher(LITERAL.matcher(rule).replaceAll("''")).find();
  }

  private CelRuntime.Program program(
      String text, CelTypes types, CelType self, CelType oldSelf, CelType result)
      throws RuleException {
    try {
      CelAbstractSyntaxTree ast =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .addLibraries(
                  CelExtensions.optional(),
                  CelExtensions.strings(),
                  CelExtensions.sets(OPTIONS),
                  CelExtensions.comprehensions())
              .addFunctionDeclarations(library.declarations())
              .setTypeProvider(types.provider())
              .addVar("self", self)
              .addVar("oldSelf", oldSelf)
              .setResultType(result)
              .build()
              .compile(text)
              .getAst();
      return runtime.createProgram(ast);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new RuleException("compilation failed: " + e.getMessage());
    }
  }
}
