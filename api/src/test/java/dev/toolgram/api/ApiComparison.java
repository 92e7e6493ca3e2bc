package dev.toolgram.api;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiAnnotation;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import japicmp.model.JApiSuperclass;
import japicmp.output.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javassist.bytecode.AnnotationDefaultAttribute;

/** Compares two builds of the API for binary and source compatibility. */
final class ApiComparison implements Filter.FilterVisitor {

    private final List<String> breaks = new ArrayList<>();

    private ApiComparison() {}

    /** The incompatible changes, for example {@code Tool.call: METHOD_REMOVED}. */
    static List<String> breaks(Path released, Path present) {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        ApiComparison comparison = new ApiComparison();
        Filter.filter(
                new JarArchiveComparator(options)
                        .compare(
                                new JApiCmpArchive(released.toFile(), "released"),
                                new JApiCmpArchive(present.toFile(), "present")),
                comparison);
        return List.copyOf(comparison.breaks);
    }

    private void note(String where, JApiCompatibility part) {
        part.getCompatibilityChanges().stream()
                .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                .forEach(change -> breaks.add(where + ": " + change.getType()));
    }

    private static String name(JApiClass type) {
        return type.getFullyQualifiedName().replaceFirst(".*\\.", "").replace('$', '.');
    }

    private static String name(JApiBehavior behaviour) {
        return name(behaviour.getjApiClass()) + "." + behaviour.getName();
    }

    @Override
    public void visit(Iterator<JApiClass> iterator, JApiClass type) {
        note(name(type), type);
    }

    @Override
    public void visit(Iterator<JApiMethod> iterator, JApiMethod method) {
        if (!isOptionalElement(method)) {
            note(name(method), method);
        }
    }

    /** Whether a method is an annotation element with a default, which japicmp reports as an abstract method. */
    private static boolean isOptionalElement(JApiMethod method) {
        return method.getNewMethod()
                .map(element -> element.getMethodInfo().getAttribute(AnnotationDefaultAttribute.tag) != null)
                .orElse(false);
    }

    @Override
    public void visit(Iterator<JApiConstructor> iterator, JApiConstructor constructor) {
        note(name(constructor), constructor);
    }

    @Override
    public void visit(Iterator<JApiImplementedInterface> iterator, JApiImplementedInterface type) {
        note(type.getFullyQualifiedName(), type);
    }

    @Override
    public void visit(Iterator<JApiField> iterator, JApiField field) {
        note(name(field.getjApiClass()) + "." + field.getName(), field);
    }

    @Override
    public void visit(Iterator<JApiAnnotation> iterator, JApiAnnotation annotation) {
        // annotations do not affect compatibility
    }

    @Override
    public void visit(JApiSuperclass superclass) {
        note(name(superclass.getJApiClassOwning()), superclass);
    }
}
