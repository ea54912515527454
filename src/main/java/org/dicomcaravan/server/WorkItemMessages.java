package org.dicomcaravan.server;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * Work items as messages of a broker: a short text each. Of whatever else lies in a queue nothing is read, so that no message,
 * however large, costs memory; the broker gets it back, and puts it to its dead letters. The bean {@code workItemMessages} of
 * the profile. Thread-safe.
 */
final class WorkItemMessages implements MessageConverter {

    /** Artemis sets it on what does not fit into a packet, 100 KiB; the body of such a message comes when it is asked for. */
    private static final String LARGE = "_AMQ_LARGE_SIZE";

    private static final String EXPECTED = ": expected a text {\"operation\":…,\"batch\":…}";

    @Override
    public Message toMessage(Object workItem, Session session) throws JMSException {
        return session.createTextMessage((String) workItem);
    }

    /**
     * The text of a message.
     *
     * @throws MessageConversionException if it has none, or a long one
     */
    @Override
    public Object fromMessage(Message message) throws JMSException {
        if (!(message instanceof TextMessage item)) {
            throw new MessageConversionException("A message is no work item, and no text" + EXPECTED);
        }
        if (message.propertyExists(LARGE)) {
            throw new MessageConversionException(
                    "A message of " + message.getStringProperty(LARGE) + " bytes is no work item" + EXPECTED);
        }
        String text = item.getText();
        if (text == null) {
            throw new MessageConversionException("A message is no work item, and empty" + EXPECTED);
        }
        return text;
    }
}
