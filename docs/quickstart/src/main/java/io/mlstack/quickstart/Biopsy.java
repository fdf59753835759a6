package io.mlstack.quickstart;

/** Cell nuclei in the image of a biopsy; see {@code Samples#biopsies} for the units. */
// spotless:off
// tag::row[]
record Biopsy(
        double meanRadius, double meanTexture, double meanPerimeter, double meanArea, double meanSmoothness,
        double meanCompactness, double meanConcavity, double meanConcavePoints, double meanSymmetry,
        double meanFractalDimension, double radiusError, double textureError, double perimeterError, double areaError,
        double smoothnessError, double compactnessError, double concavityError, double concavePointsError,
        double symmetryError, double fractalDimensionError, double worstRadius, double worstTexture,
        double worstPerimeter, double worstArea, double worstSmoothness, double worstCompactness,
        double worstConcavity, double worstConcavePoints, double worstSymmetry, double worstFractalDimension) {}
// end::row[]
// spotless:on
