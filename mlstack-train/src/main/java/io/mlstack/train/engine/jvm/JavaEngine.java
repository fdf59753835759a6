package io.mlstack.train.engine.jvm;

import io.mlstack.train.LinearSpec;
import io.mlstack.train.ModelSpec;
import io.mlstack.train.NetSpec;
import io.mlstack.train.engine.Engine;
import io.mlstack.train.engine.FitControl;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import io.mlstack.train.engine.Support;

/**
 * The default engine: pure Java, starts at once, nothing to download.
 *
 * <p>Equal requests give equal bits on every JDK from 17, with scalar and SIMD kernels, on any number of threads. Linear
 * models are solved to the optimum in float64 (gradient at most 1e-8); nets are trained in float32. SIMD kernels are
 * used where the host starts Java with {@code --add-modules jdk.incubator.vector} and they are faster; the system
 * property {@code mlstack.simd} ({@code on}, {@code off}, {@code auto}) decides otherwise.
 */
public final class JavaEngine implements Engine {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Support supports(ModelSpec spec) {
        return spec.accept(new ModelSpec.Visitor<>() {
            @Override
            public Support linear(LinearSpec linear) {
                return Support.yes();
            }

            @Override
            public Support net(NetSpec net) {
                return Support.yes();
            }
        });
    }

    @Override
    public Fitted fit(FitRequest request, FitControl control) {
        return request.spec().accept(new ModelSpec.Visitor<>() {
            @Override
            public Fitted linear(LinearSpec spec) {
                return new LinearFit(spec, request, control).fit();
            }

            @Override
            public Fitted net(NetSpec spec) {
                return new NetFit(spec, request, control).fit();
            }
        });
    }
}
