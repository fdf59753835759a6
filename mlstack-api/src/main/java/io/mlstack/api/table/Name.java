package io.mlstack.api.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The column that a record component stands for, where the snake_case form of its name is not it; of a component that is
 * itself a record what the names of its columns begin with, such as {@code applicant.}, or nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Name {
    /** Name of the column, or prefix of the columns. */
    String value();
}
