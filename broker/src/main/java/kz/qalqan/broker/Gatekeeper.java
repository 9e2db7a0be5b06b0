package kz.qalqan.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission.MqttActivity;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission.SharedSubscription;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * Who may come in, and what for.
 *
 * <p>Until devices are admitted only the service comes in: a device that published before the service has its
 * subscription would be told "received" for a message nobody is waiting for (design 13.8).
 *
 * <p>Threads: any.
 */
final class Gatekeeper implements SimpleAuthenticator {
    private static final List<String> DEVICES_PUBLISH = List.of(
            "mine/+/+/+/telemetry", "mine/+/+/+/status", "mine/+/+/+/senml", "v1/gateway/telemetry", "spBv1.0/#");
    /** {@code mine/#} holds alerts and beat as well; tools and the simulator's yielding watch telemetry too. */
    private static final List<String> DEVICES_SUBSCRIBE = List.of("mine/#", "spBv1.0/#");

    private final BrokerConfig.Owner service;
    private volatile boolean devicesAdmitted;

    Gatekeeper(BrokerConfig.Owner service) {
        this.service = service;
    }

    void admitDevices() {
        devicesAdmitted = true;
    }

    @Override
    public void onConnect(SimpleAuthInput in, SimpleAuthOutput out) {
        if (service.owns(in.getClientInformation().getClientId())) {
            admitService(in, out);
        } else if (!devicesAdmitted) {
            out.failAuthentication(ConnackReasonCode.SERVER_UNAVAILABLE, "the service is not listening yet, try again");
        } else if (!onLoopback(in)) {
            out.failAuthentication(ConnackReasonCode.NOT_AUTHORIZED, "devices connect from this machine only");
        } else {
            admitDevice(out);
        }
    }

    private void admitService(SimpleAuthInput in, SimpleAuthOutput out) {
        String user = in.getConnectPacket().getUserName().orElse("");
        byte[] password =
                in.getConnectPacket().getPassword().map(Gatekeeper::bytes).orElse(new byte[0]);
        if (!user.equals(service.username())
                || !MessageDigest.isEqual(password, service.password().getBytes(UTF_8))) {
            out.failAuthentication(
                    ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "this client id belongs to the service");
            return;
        }
        out.getDefaultPermissions().add(permission("#", MqttActivity.ALL));
        out.getDefaultPermissions().setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        out.authenticateSuccessfully();
    }

    private static void admitDevice(SimpleAuthOutput out) {
        ModifiableDefaultPermissions permissions = out.getDefaultPermissions();
        DEVICES_PUBLISH.forEach(filter -> permissions.add(permission(filter, MqttActivity.PUBLISH)));
        DEVICES_SUBSCRIBE.forEach(filter -> permissions.add(permission(filter, MqttActivity.SUBSCRIBE)));
        permissions.setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        out.authenticateSuccessfully();
    }

    private static TopicPermission permission(String filter, MqttActivity activity) {
        return Builders.topicPermission()
                .topicFilter(filter)
                .activity(activity)
                .type(TopicPermission.PermissionType.ALLOW)
                .sharedSubscription(SharedSubscription.NOT_SHARED)
                .build();
    }

    private static boolean onLoopback(SimpleAuthInput in) {
        return in.getConnectionInformation()
                .getInetAddress()
                .map(address -> address.isLoopbackAddress())
                .orElse(false);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
