package dev.mesos.local.api.schema;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions that Kubernetes adds to CEL, as far as rules here have use for them. */
final class KubernetesCel {
  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  KubernetesCel() {
    quantities();
    strings();
    addresses();
  }

  List<CelFunctionDecl> declarations() {
    return declarations;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  private void quantities() {
    global(
        "isQuantity",
        SimpleType.BOOL,
        a -> Quantity.parse(text(a[0])).isPresent(),
        SimpleType.STRING);
    global("quantity", QUANTITY, a -> quantity(a[0]), SimpleType.STRING);
    member("isGreaterThan", SimpleType.BOOL, a -> compare(a) > 0, QUANTITY, QUANTITY);
    member("isLessThan", SimpleType.BOOL, a -> compare(a) < 0, QUANTITY, QUANTITY);
    member("compareTo", SimpleType.INT, a -> (long) compare(a), QUANTITY, QUANTITY);
    member("sign", SimpleType.INT, a -> (long) number(a[0]).value().signum(), QUANTITY);
    member(
        "asApproximateFloat", SimpleType.DOUBLE, a -> number(a[0]).value().doubleValue(), QUANTITY);
    member("isInteger", SimpleType.BOOL, a -> isInteger(number(a[0])), QUANTITY);
    member("asInteger", SimpleType.INT, a -> asInteger(number(a[0])), QUANTITY);
    member("add", QUANTITY, a -> sum(number(a[0]), number(a[1]), 1), QUANTITY, QUANTITY);
    member("sub", QUANTITY, a -> sum(number(a[0]), number(a[1]), -1), QUANTITY, QUANTITY);
  }

  private void strings() {
    member(
        "find",
        SimpleType.STRING,
        a -> find(text(a[0]), text(a[1])),
        SimpleType.STRING,
        SimpleType.STRING);
    member(
        "findAll",
        STRINGS,
        a -> findAll(text(a[0]), text(a[1])),
        SimpleType.STRING,
        SimpleType.STRING);
  }

  private void addresses() {
    global("isURL", SimpleType.BOOL, a -> isUrl(text(a[0])), SimpleType.STRING);
    global("isIP", SimpleType.BOOL, a -> isIp(text(a[0])), SimpleType.STRING);
  }

  private void global(String name, CelType result, CelFunctionOverload body, CelType... arguments) {
    add(name, CelOverloadDecl.newGlobalOverload("kubernetes_" + name, result, arguments), body);
  }

  private void member(String name, CelType result, CelFunctionOverload body, CelType... arguments) {
    add(name, CelOverloadDecl.newMemberOverload("kubernetes_" + name, result, arguments), body);
  }

  private void add(String name, CelOverloadDecl overload, CelFunctionOverload body) {
    declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overload));
    List<Class<?>> classes = new ArrayList<>();
    for (CelType type : overload.parameterTypes()) {
      classes.add(type.equals(QUANTITY) ? Quantity.class : String.class);
    }
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            name,
            CelFunctionBinding.from(overload.overloadId(), ImmutableList.copyOf(classes), body)));
  }

  private static String text(Object argument) {
    return (String) argument;
  }

  private static Quantity number(Object argument) {
    return (Quantity) argument;
  }

  private static Quantity quantity(Object argument) throws CelEvaluationException {
    return Quantity.parse(text(argument))
        .orElseThrow(() ->
            new CelEvaluationException(
                "quantities must match the regular expression"
                    + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
  }

  private static int compare(Object[] arguments) {
    return number(arguments[0]).compareTo(number(arguments[1]));
  }

  private static boolean isInteger(Quantity quantity) {
    return quantity.value().stripTrailingZeros().scale() <= 0
        && quantity.value().toBigInteger().bitLength() < Long.SIZE;
  }

  private static long asInteger(Quantity quantity) throws CelEvaluationException {
    if (!isInteger(quantity)) {
      throw new CelEvaluationException("cannot convert value to integer");
    }
    return quantity.value().longValueExact();
  }

  private static Quantity sum(Quantity a, Quantity b, int sign) {
    return new Quantity(
        sign > 0 ? a.value().add(b.value()) : a.value().subtract(b.value()), a.binary(), false);
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> findAll(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(r -> r.group()).toList();
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isIp(String text) {
    return Formats.matches("ipv4", text)
        || (text.contains(":") && text.matches("[0-9a-fA-F:.]+") && text.length() >= 2);
  }
}
