/** A Spring Boot service with a model inside of its jar. */
@NullMarked
package io.mlstack.springboot;

import org.jspecify.annotations.NullMarked;
